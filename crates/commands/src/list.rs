// The commands, declared once. This file depends on nothing, so that the window's build script can read it too.
// Handlers, permissions and the interface's TypeScript derive from it; a test fails when they drift.

/// Hands every command, as `name(argument: Type, ...) -> Result;`, to the macro named.
#[macro_export]
macro_rules! for_each_command {
    ($callback:ident) => {
        $callback! {
            // Before a vault is open.
            preferences() -> Preferences;
            preferences_set(preferences: Preferences) -> Preferences;
            door() -> Door;
            vault_create(vault: NewVault) -> Desk;
            vault_unlock(path: String, passphrase: String) -> Desk;
            vault_recover(recover: RecoverVault) -> Desk;
            passphrase_strength(passphrase: String, about: Vec<String>) -> PassphraseStrength;
            passphrase_generate(language: WordLanguage) -> GeneratedPassphrase;
            folder_list(path: Option<String>, wanted: Wanted) -> Folder;

            // Any open vault.
            desk() -> Option<Desk>;
            lock() -> ();
            hide_check(passphrase: String) -> bool;
            hide_pin_set(pin: String) -> bool;
            card_write(folder: String) -> WrittenFile;

            // Looking after it. A move and another name end with the vault locked.
            care() -> Care;
            vault_drive(folder: String) -> CareDrive;
            vault_backup(folder: String) -> CopyMade;
            vault_check() -> CareReport;
            work_stop() -> ();
            vault_examine(current: String) -> CareReport;
            vault_move(folder: String) -> CopyMade;
            vault_rename(label: String) -> CopyMade;

            // Who opens it. Every change asks for the passphrase of the officer at work.
            slots_list() -> KeySlots;
            passphrase_change(current: String, passphrase: String) -> KeySlots;
            officer_add(current: String, name: String, passphrase: String) -> KeySlots;
            officer_readmit(current: String, id: String, passphrase: String) -> KeySlots;
            officer_remove(current: String, id: String) -> KeySlots;
            recovery_make(current: String) -> RecoveryPage;
            recovery_remove(current: String) -> KeySlots;
            escrow_make(current: String, signers: Vec<String>) -> EscrowMade;
            escrow_remove(current: String) -> KeySlots;
            escrow_text() -> Option<String>;
            escrow_write(folder: String) -> WrittenFile;
            vault_new_key(current: String, others: Vec<String>) -> NewKeyMade;

            // An officer's desk.
            home() -> Home;
            slip_taken(slip: String) -> bool;
            forms() -> Vec<FormRow>;
            form_add(path: String) -> FormAdded;
            interview_start(start: StartInterview) -> InterviewView;
            interview_open(id: String) -> InterviewView;
            interview_answer(id: String, reference: String, value: String) -> InterviewView;
            interview_draft(id: String, reference: String, text: String) -> ();
            interview_skip(id: String, reference: String, reason: SkipReason) -> InterviewView;
            interview_go(id: String, to: Go) -> InterviewView;
            interview_repeat_add(id: String, reference: String) -> InterviewView;
            interview_repeat_remove(id: String, reference: String) -> InterviewView;
            interview_note(id: String, reference: String, text: String) -> InterviewView;
            interview_needs_help(id: String, kind: UrgentKind, note: String) -> InterviewView;
            interview_help_given(id: String) -> InterviewView;
            interview_review(id: String) -> Review;
            interview_finish(id: String, conclusion: ConclusionKind, reason: String) -> Review;
            interview_list(listed: Listed, before: Option<String>) -> Vec<PersonRow>;
            search(query: String, listed: Listed) -> Vec<Found>;
            attachments(id: String) -> Vec<AttachmentView>;
            attachment_add(id: String, reference: Option<String>, path: String) -> AttachmentView;
            attachment_show(id: String, attachment: String) -> AttachmentContent;
            attachment_save(id: String, attachment: String, folder: String, warned: bool) -> WrittenFile;
            attachment_remove(id: String, attachment: String) -> Vec<AttachmentView>;
            interview_reopen(id: String, reason: String) -> InterviewView;
            interview_withdraw(id: String) -> ();
            interview_hand_over(id: String, officer: String) -> ();
            interview_take_over(id: String) -> ();
            conflicts() -> Vec<ConflictView>;
            conflict_differences(digest: String) -> ConflictDifferences;
            conflict_resolve(digest: String) -> Vec<ConflictView>;
            retention() -> RetentionView;
            retention_set(days: Option<u16>) -> RetentionView;
            purge() -> u32;
            clock_trust() -> ();
            outbox() -> Outbox;
            peer_add(path: String) -> Peer;
            peer_trust(signer: String, read_by: String) -> Peer;
            bundle_export(folder: String) -> WrittenBundle;
            receipt_read(path: String) -> ReceiptRead;

            // Headquarters.
            inbox() -> Inbox;
            inbox_import(path: String) -> Arrival;
            receipt_write(arrival: String, folder: String) -> WrittenFile;
            devices() -> Vec<Device>;
            device_add(path: String) -> Device;
            device_trust(signer: String, read_by: String) -> Device;
            cases() -> Vec<CaseRow>;
            case_show(id: String) -> CaseView;
            withdrawn() -> Vec<WithdrawnCase>;
            escrow_open(path: String, witness: String) -> EscrowCode;
            insights() -> Insights;
            insights_export(folder: String) -> WrittenFile;
        }
    };
}
