// Written by `cargo xtask bindings` from crates/commands/src/list.rs. Do not edit.

import { call } from './call';

export type AnswerRow = { 
/**
 * Question and answer, or why it is unknown. Identifying answers are hidden: `answer` is empty and `hidden` true.
 */
evidence: EvidenceView, 
/**
 * Identifies the person; shown only after a reason was given.
 */
hidden: boolean, };
export type Arrival = { 
/**
 * Row id.
 */
id: string, 
/**
 * What became of it.
 */
state: ArrivalState, 
/**
 * Code of the reason when refused (`wrong-recipient`, `cut-off`, `damaged`, `bad-signature` ...).
 */
reason: string | null, 
/**
 * Post that signed it, when it is known.
 */
station: string | null, 
/**
 * Officer that signed it, when known.
 */
name: string | null, 
/**
 * Full signing key, when it could be read.
 */
signer: string | null, 
/**
 * Fingerprint of the signer in twelve groups, when it could be read.
 */
fingerprint: Array<string>, 
/**
 * Number in the signer's sequence.
 */
sequence: number | null, 
/**
 * Interviews in it; absent when it did not hold.
 */
interviews: number | null, 
/**
 * Withdrawals in it; absent when it did not hold.
 */
withdrawals: number | null, 
/**
 * File name.
 */
file: string, 
/**
 * When it arrived.
 */
at: string, };
export type ArrivalState = "imported" | "quarantined" | "refused" | "repeated";
export type AttachmentContent = { 
/**
 * Media type.
 */
media: string, 
/**
 * Its bytes, base64.
 */
base64: string, };
export type AttachmentView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The question it belongs to.
 */
reference: string | null, 
/**
 * Name of the file it was.
 */
name: string, 
/**
 * Media type, recognised by content.
 */
media: string, 
/**
 * Length in bytes.
 */
bytes: number, 
/**
 * When it was added, RFC 3339.
 */
at: string, 
/**
 * Who added it; empty where that cannot be read.
 */
officer: string, 
/**
 * Added under a clock that was behind.
 */
doubtful: boolean, 
/**
 * A small JPEG, base64; none of what is no picture or could not be read.
 */
thumbnail: string | null, };
export type Branch = { 
/**
 * Its digest.
 */
digest: string, 
/**
 * Its number.
 */
number: number, 
/**
 * Why it was written; empty for a first one.
 */
reason: string, 
/**
 * When it was finalized, RFC 3339.
 */
at: string, 
/**
 * By whom, or who took it in.
 */
officer: string, };
export type BundleRow = { 
/**
 * Number in this desk's sequence.
 */
sequence: number, 
/**
 * Interviews in it.
 */
interviews: number, 
/**
 * Withdrawals in it.
 */
withdrawals: number, 
/**
 * When it was sealed.
 */
at: string, 
/**
 * How far.
 */
state: BundleState, 
/**
 * File name, which says nothing about anybody.
 */
file: string, };
export type BundleState = "sealed" | "received";
export type Care = { 
/**
 * What it is called.
 */
label: string, 
/**
 * The folder it is in.
 */
folder: string, 
/**
 * Whether that is this machine's folder of vaults.
 */
at_home: boolean, 
/**
 * This machine's folder of vaults.
 */
home: string, 
/**
 * Bytes of the encrypted file, its log included.
 */
bytes: number, 
/**
 * When the last copy was made, RFC 3339.
 */
last_copy: string | null, };
export type CareDrive = { 
/**
 * The folder.
 */
folder: string, 
/**
 * Bytes that the vault takes.
 */
bytes: number, 
/**
 * Bytes that are free; unknown on some systems.
 */
free: number | null, 
/**
 * There is less room than the vault takes.
 */
full: boolean, 
/**
 * The drive never holds a file of this size (FAT, 4 GiB).
 */
too_large: boolean, 
/**
 * The vault has grown near to the largest file that the drive holds.
 */
near_largest: boolean, 
/**
 * It is the drive that the vault itself is on: what befalls one befalls both.
 */
same_drive: boolean, };
export type CareReport = { 
/**
 * Nothing is wrong.
 */
good: boolean, 
/**
 * What is: `keys-damaged`, `log-damaged`, `cipher-damaged`, `audit-broken`, `history-damaged`,
 * `documents-damaged`, `attachments-damaged`, `database-damaged`.
 */
problems: Array<string>, 
/**
 * Interviews of which something is wrong, as far as that could be told.
 */
interviews: Array<DamagedInterview>, 
/**
 * Interviews that are whole, and so many that can be read at all.
 */
whole: number, 
/**
 * Whether it could be told of every interview: else it takes a closer look, for which the vault is closed.
 */
told: boolean, };
export type CaseRow = { 
/**
 * Interview id.
 */
id: string, 
/**
 * Short code: `K-0418`.
 */
code: string, 
/**
 * Post.
 */
station: string, 
/**
 * Officer.
 */
officer: string, 
/**
 * When it began.
 */
started: string, 
/**
 * How far it went.
 */
stage: Stage, 
/**
 * Country of exploitation, by concept, as the form labels it; absent when unknown.
 */
country: string | null, 
/**
 * The officer's conclusion.
 */
conclusion: ConclusionKind, 
/**
 * Readings that hold, as labels.
 */
findings: Array<string>, 
/**
 * Flagged needs.
 */
urgent: number, };
export type CaseSection = { 
/**
 * Its label.
 */
label: string, 
/**
 * Its answers in the form's order.
 */
answers: Array<AnswerRow>, };
export type CaseView = { 
/**
 * The row in the list.
 */
row: CaseRow, 
/**
 * Languages of the interview.
 */
languages: string, 
/**
 * When it was finished.
 */
finished: string, 
/**
 * Bundle it came in and when.
 */
arrived: string, 
/**
 * Digest of the document as received.
 */
digest: string, 
/**
 * Findings as the field saw them.
 */
findings: Array<FindingView>, 
/**
 * The officer's conclusion with its reason.
 */
conclusion: Conclusion, 
/**
 * Flagged needs.
 */
urgent: Array<UrgentNeed>, 
/**
 * All answers.
 */
sections: Array<CaseSection>, 
/**
 * Revisions of this interview that are here.
 */
revisions: number, };
export type Choice = { 
/**
 * Stored value.
 */
name: string, 
/**
 * What is shown.
 */
label: Parallel, 
/**
 * Whether it leaves the answer unknown; such choices stand last and apart.
 */
unknown: UnknownMark | null, 
/**
 * Chosen now.
 */
chosen: boolean, };
export type CodeKind = "recovery" | "escrow";
export type CodeSlot = { 
/**
 * The day it was made, as on the page.
 */
made: string, 
/**
 * Whose headquarters can read it back; of a recovery page none.
 */
held_by: Array<string>, };
export type CommandError = { 
/**
 * Stable, kebab-case: `wrong-passphrase`.
 */
code: string, 
/**
 * For the sentence.
 */
params: { [key in string]: string }, };
export type Conclusion = { 
/**
 * What.
 */
kind: ConclusionKind, 
/**
 * Why, in the officer's words.
 */
reason: string, 
/**
 * When it was signed.
 */
at: Moment, };
export type ConclusionKind = "indicated" | "not_enough_known" | "not_indicated_at_this_stage" | "not_assessed";
export type ConflictDifferences = { 
/**
 * How many questions have the same answer in all, or are unknown for the same reason.
 */
same: number, 
/**
 * One of each; none when kind and reason are the same.
 */
conclusions: Array<Conclusion>, 
/**
 * In the form's order.
 */
differences: Array<Difference>, };
export type ConflictView = { 
/**
 * The interview.
 */
interview: string, 
/**
 * Its slip.
 */
slip: string, 
/**
 * The colleague who decides, where it is not the officer's own.
 */
held_by: string | null, 
/**
 * They, two at least; none of a colleague's.
 */
branches: Array<Branch>, };
export type CopyMade = { 
/**
 * The encrypted file.
 */
path: string, 
/**
 * Its bytes.
 */
bytes: number, 
/**
 * It has grown near to the largest file that its drive holds.
 */
near_largest: boolean, };
export type Count = { 
/**
 * Code: `kh`, `2026-01`.
 */
key: string, 
/**
 * Label.
 */
label: string, 
/**
 * Interviews.
 */
count: number, };
export type Counts = { 
/**
 * Largest first, or in order of time.
 */
rows: Array<Count>, 
/**
 * Not reached or not asked.
 */
not_asked: number, 
/**
 * The person does not know.
 */
unknown: number, 
/**
 * The person declined.
 */
declined: number, 
/**
 * There is an answer that may not be counted: no consent to it, or it identifies somebody.
 */
withheld: number, 
/**
 * The form has no such question.
 */
not_in_form: number, 
/**
 * The question did not apply.
 */
not_applicable: number, 
/**
 * All interviews counted.
 */
total: number, };
export type DamagedInterview = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number, where that can be read.
 */
slip: string | null, 
/**
 * When it began, RFC 3339, where that can be read.
 */
started: string | null, 
/**
 * Answers that can be read; unknown without a closer look.
 */
answers: number | null, 
/**
 * Answers that cannot be read.
 */
answers_lost: number, 
/**
 * Signed documents that can be read.
 */
documents: number | null, 
/**
 * Signed documents that cannot.
 */
documents_lost: number, 
/**
 * Attachments that can be read.
 */
attachments: number | null, 
/**
 * Attachments that cannot.
 */
attachments_lost: number, };
export type Desk = { 
/**
 * File label.
 */
label: string, 
/**
 * Officer or supervisor.
 */
officer: string, 
/**
 * Post, shelter or organisation.
 */
station: string, 
/**
 * What the vault is for.
 */
role: Role, 
/**
 * Made-up people only.
 */
training: boolean, 
/**
 * Fingerprint of this desk's signing key, twelve groups to read over a phone.
 */
fingerprint: Array<string>, 
/**
 * What unlocking had to report, as codes with parameters (`keys-mended`, `failed-tries`, `log-damaged`).
 */
reports: Array<CommandError>, };
export type Device = { 
/**
 * Full signing key.
 */
signer: string, 
/**
 * Post.
 */
station: string, 
/**
 * Officer.
 */
name: string, 
/**
 * Twelve groups to compare.
 */
fingerprint: Array<string>, 
/**
 * How far it is trusted.
 */
state: DeviceState, 
/**
 * Who read the twelve groups out.
 */
read_by: string | null, 
/**
 * Bundles taken in.
 */
bundles: number, 
/**
 * Bundles in quarantine.
 */
waiting: number, };
export type DeviceState = "unconfirmed" | "trusted" | "refused";
export type Difference = { 
/**
 * What differs.
 */
what: Differing, 
/**
 * `6.4`; empty for what the form does not know.
 */
number: string, 
/**
 * The question in the interface's language where the form has it, in a repeat with the number of its entry; else its
 * reference.
 */
question: string, 
/**
 * One of each.
 */
said: Array<Said>, };
export type Differing = "answer" | "consent" | "note";
export type DimensionView = { 
/**
 * Name in the sheet; may be empty.
 */
name: string, 
/**
 * Label in the officer's language.
 */
label: string, 
/**
 * Whether the published rule is met.
 */
state: State, 
/**
 * Strong, medium, weak indicators that hold, at least.
 */
holds: [number, number, number], 
/**
 * How many more may hold once the unknown is known.
 */
open: [number, number, number], 
/**
 * V, S or B: how well the source of the rule is known.
 */
verified: string, 
/**
 * Its indicators.
 */
indicators: Array<IndicatorView>, };
export type Door = { 
/**
 * Version of the app.
 */
version: string, 
/**
 * Folder in which new vaults are made.
 */
folder: string, 
/**
 * Real vaults first, training last.
 */
vaults: Array<VaultFile>, 
/**
 * The one that was moved or renamed just now.
 */
chosen: string | null, 
/**
 * Why moving or renaming it did not come to its end.
 */
problem: CommandError | null, };
export type ElementView = { 
/**
 * `act`, `means`, `purpose`, or `other` for indicators that name no element.
 */
element: string, 
/**
 * Indicators that hold.
 */
supported: number, 
/**
 * Indicators that do not.
 */
against: number, 
/**
 * Indicators that are unknown.
 */
unknown: number, 
/**
 * By dimension.
 */
dimensions: Array<DimensionView>, };
export type Entry = { 
/**
 * Name.
 */
name: string, 
/**
 * Where it is.
 */
path: string, 
/**
 * Folder or file.
 */
kind: EntryKind, 
/**
 * Bytes, for files.
 */
size: number | null, 
/**
 * RFC 3339.
 */
modified: string | null, };
export type EntryKind = "folder" | "file";
export type EscrowCode = { 
/**
 * Which vault's.
 */
vault: string, 
/**
 * The day it was made.
 */
made: string, 
/**
 * Eight groups of six digits, to read over the phone.
 */
code: Array<string>, };
export type EscrowMade = { 
/**
 * The age text. It opens nothing by itself and may travel in the clear.
 */
text: string, 
/**
 * The slots with it.
 */
slots: KeySlots, };
export type EvidenceView = { 
/**
 * Reference, to go there.
 */
reference: string, 
/**
 * `6.4`.
 */
number: string, 
/**
 * The question in the officer's language.
 */
question: string, 
/**
 * The answer in the officer's language; empty when unknown.
 */
answer: string, 
/**
 * Why it is unknown.
 */
why: Why | null, };
export type FindingKind = "reading" | "urgent" | "rights" | "process";
export type FindingView = { 
/**
 * Name in the sheet.
 */
name: string, 
/**
 * What it is about.
 */
kind: FindingKind, 
/**
 * Outcome.
 */
state: State, 
/**
 * Whether its stage is complete; a false finding is "not assessed" before that.
 */
assessed: boolean, 
/**
 * What it is about, in the officer's language: the words for unknown when it is unknown, else those for true. That it
 * is not indicated at this stage, or not assessed, the interface says beside it.
 */
label: string, 
/**
 * What to do.
 */
action: string, };
export type Folder = { 
/**
 * Where we are.
 */
path: string, 
/**
 * One up.
 */
parent: string | null, 
/**
 * Where one can begin.
 */
places: Array<Place>, 
/**
 * Folders first, then files, by name.
 */
entries: Array<Entry>, };
export type FormAdded = { 
/**
 * The form; absent when it was refused.
 */
form: FormRow | null, 
/**
 * All errors, or all warnings.
 */
issues: Array<FormIssue>, };
export type FormIssue = { 
/**
 * True when it refuses the form.
 */
error: boolean, 
/**
 * Stable code.
 */
code: string, 
/**
 * Sheet.
 */
sheet: string, 
/**
 * Row as a spreadsheet shows it.
 */
row: number | null, 
/**
 * Column header.
 */
column: string | null, 
/**
 * Names and values for the sentence.
 */
params: { [key in string]: string }, };
export type FormLanguage = { 
/**
 * As the form names it: `Khmer (km)`.
 */
name: string, 
/**
 * `km`, when the form says.
 */
code: string | null, };
export type FormRow = { 
/**
 * Digest: its identity here.
 */
digest: string, 
/**
 * `form_id`.
 */
id: string, 
/**
 * `version`.
 */
version: string, 
/**
 * `form_title`.
 */
title: string, 
/**
 * Questions a person can be asked.
 */
questions: number, 
/**
 * Ships with Saring.
 */
built_in: boolean, 
/**
 * Its languages.
 */
languages: Array<FormLanguage>, 
/**
 * Index of the default language.
 */
default_language: number, };
export type Found = { 
/**
 * Who.
 */
person: PersonRow, 
/**
 * Under what: a question's reference, `slip`, `note:` and a reference, or `need:` and a number.
 */
key: string, };
export type Gap = { 
/**
 * Post.
 */
station: string, 
/**
 * Missing numbers.
 */
missing: Array<number>, };
export type GeneratedPassphrase = { 
/**
 * Words with a space between.
 */
passphrase: string, 
/**
 * How many equally likely ones there are, as a power of two, rounded down.
 */
bits: number, };
export type Go = { "where": "next" } | { "where": "back" } | { "where": "to", 
/**
 * Which.
 */
reference: string, };
export type Grain = "answered" | "unknown" | "open";
export type Home = { 
/**
 * Who needs help, the longest waiting first.
 */
needs_help: Array<PersonRow>, 
/**
 * The five hundred who came last, by number.
 */
people: Array<PersonRow>, 
/**
 * Begun by this officer or handed to them, and not finished.
 */
unfinished: Array<PersonRow>, 
/**
 * Number proposed for the next person.
 */
next_slip: string, 
/**
 * The form that is used unless another is chosen.
 */
form: FormRow | null, 
/**
 * What waits.
 */
waiting: Waiting, };
export type Inbox = { 
/**
 * What needs a decision first, then the newest.
 */
arrivals: Array<Arrival>, 
/**
 * Missing bundles by post.
 */
gaps: Array<Gap>, };
export type IndicatorView = { 
/**
 * Name in the sheet.
 */
name: string, 
/**
 * Label in the officer's language.
 */
label: string, 
/**
 * `strong`, `medium`, `weak` or absent.
 */
strength: string | null, 
/**
 * Outcome.
 */
state: State, 
/**
 * What supports it.
 */
because: Array<EvidenceView>, 
/**
 * What speaks against it.
 */
against: Array<EvidenceView>, 
/**
 * What is unknown.
 */
unknown: Array<EvidenceView>, };
export type Insights = { 
/**
 * By country of exploitation (concept `country_exploitation`).
 */
by_country: Counts, 
/**
 * By month in which the interview began.
 */
by_month: Counts, 
/**
 * By conclusion of the officer.
 */
by_conclusion: Counts, 
/**
 * Interviews counted.
 */
interviews: number, 
/**
 * Posts they came from.
 */
stations: number, };
export type InterviewView = { 
/**
 * Interview id.
 */
id: string, 
/**
 * The number the person wears.
 */
slip: string, 
/**
 * Title of the form in the officer's language.
 */
form_title: string, 
/**
 * Names of the two languages as the form gives them, with their codes.
 */
officer_language: FormLanguage, 
/**
 * The person's.
 */
person_language: FormLanguage, 
/**
 * Sections in order.
 */
sections: Array<Section>, 
/**
 * What is asked now.
 */
step: StepView, 
/**
 * False on the first step.
 */
can_go_back: boolean, 
/**
 * When the last answer was kept, RFC 3339; shown as the saved mark.
 */
saved_at: string, 
/**
 * Needs that were flagged and are open.
 */
urgent: Array<UrgentNeed>, 
/**
 * Finished: nothing can be changed.
 */
finished: boolean, 
/**
 * What was half typed when it was kept last and is no answer yet, by reference.
 */
drafts: { [key in string]: string }, 
/**
 * The triage page is complete.
 */
triage_complete: boolean, };
export type KeySlots = { 
/**
 * Everybody who ever worked in it, whoever came first first.
 */
officers: Array<OfficerSlot>, 
/**
 * The recovery page that is in force.
 */
recovery: CodeSlot | null, 
/**
 * The escrow that is in force.
 */
escrow: CodeSlot | null, 
/**
 * Slots of a later Saring, which this one leaves as they are.
 */
unknown: number, 
/**
 * What still opens it besides, until a new vault key is made.
 */
older: OlderKeys, };
export type Listed = "all" | "open" | "finished" | "exported" | "received";
export type Moment = string;
export type NewKeyMade = { 
/**
 * Officers whose passphrase was not there: to be readmitted.
 */
left_out: Array<OfficerSlot>, 
/**
 * The recovery page is void; a new one is to be made.
 */
recovery_ended: boolean, 
/**
 * The escrow's new text, for headquarters; the one it has is void.
 */
escrow: string | null, 
/**
 * Slots of a later Saring that ended.
 */
unknown_left_out: number, 
/**
 * The slots as they are now.
 */
slots: KeySlots, };
export type NewVault = { 
/**
 * File label, chosen by the officer.
 */
label: string, 
/**
 * The officer's or supervisor's name.
 */
officer: string, 
/**
 * Post, shelter or organisation.
 */
station: string, 
/**
 * What it is for.
 */
role: Role, 
/**
 * Made-up people only; a field training vault comes with a few of them.
 */
training: boolean, 
/**
 * At least 12 characters.
 */
passphrase: string, };
export type OfficerSlot = { 
/**
 * What `officer_readmit` and `officer_remove` take.
 */
id: string, 
/**
 * As the officer wrote it.
 */
name: string, 
/**
 * Fingerprint of the officer's signing key, twelve groups.
 */
fingerprint: Array<string>, 
/**
 * Whether a passphrase of this officer opens the vault. What one without wrote stays, under that name.
 */
admitted: boolean, 
/**
 * The day the passphrase was set; unknown for some.
 */
made: string | null, 
/**
 * Whether it is the officer at work.
 */
at_work: boolean, };
export type OlderKeys = { 
/**
 * Recovery pages that were replaced or taken back.
 */
pages: number, 
/**
 * Older copies of the keys files, on a stick or in a backup, open it with a passphrase or code of then.
 */
copies: boolean, };
export type Outbox = { 
/**
 * Where bundles go; absent until a headquarters' card was read and compared.
 */
destination: Peer | null, 
/**
 * Cards read and not yet compared.
 */
pending: Array<Peer>, 
/**
 * Number the next bundle gets.
 */
next_sequence: number, 
/**
 * Interviews that go into it.
 */
ready: number, 
/**
 * Withdrawals that go into it.
 */
withdrawals: number, 
/**
 * Interviews that stay, and why.
 */
staying: Array<Staying>, 
/**
 * Newest first.
 */
bundles: Array<BundleRow>, };
export type Parallel = { 
/**
 * Officer's side.
 */
officer: string, 
/**
 * Person's side.
 */
person: string, };
export type PassphraseStrength = { 
/**
 * From 0, guessed at once, to 4.
 */
score: number, 
/**
 * Whether a vault takes it.
 */
enough: boolean, 
/**
 * Why not: `passphrase-too-short` or `passphrase-weak`.
 */
refusal: CommandError | null, };
export type Peer = { 
/**
 * Full signing key.
 */
signer: string, 
/**
 * Organisation.
 */
station: string, 
/**
 * Supervisor.
 */
name: string, 
/**
 * Twelve groups to compare.
 */
fingerprint: Array<string>, 
/**
 * Compared and found the same.
 */
trusted: boolean, 
/**
 * Who read the twelve groups out.
 */
read_by: string | null, };
export type PersonRow = { 
/**
 * Interview id.
 */
id: string, 
/**
 * The number they wear.
 */
slip: string, 
/**
 * How far.
 */
state: PersonState, 
/**
 * The colleague whose it is. Of theirs nothing more is shown than that it is there and whether somebody needs help.
 */
held_by: string | null, 
/**
 * Signed before and open again for a correction.
 */
correcting: boolean, 
/**
 * The need that was flagged, while it is open.
 */
needs_help: UrgentKind | null, 
/**
 * When it was flagged.
 */
needs_help_at: string | null, 
/**
 * Whether the officer's conclusion was "not enough known".
 */
not_enough_known: boolean, 
/**
 * Where it stopped: number and label of the section in the interface's language.
 */
section: string | null, 
/**
 * Answered, unknown, and all questions that apply.
 */
answered: number, 
/**
 * Skipped, declined or not known.
 */
unknown: number, 
/**
 * All that apply.
 */
total: number, 
/**
 * When it was last touched.
 */
updated: string, 
/**
 * The person's language as the form names it.
 */
person_language: string, };
export type PersonState = "started" | "triaged" | "finished" | "exported";
export type Place = { 
/**
 * What it is called; `home` and `documents` are named by the interface.
 */
name: string, 
/**
 * Where it is.
 */
path: string, 
/**
 * A drive that can be taken away.
 */
removable: boolean, };
export type Preferences = { 
/**
 * Interface language: `id`, `en`, `km`.
 */
language: string, 
/**
 * `light`, `dark`, or `system`.
 */
theme: string, 
/**
 * More contrast.
 */
contrast: boolean, 
/**
 * Text size in per cent: 100, 125, 150, 200.
 */
zoom: number, 
/**
 * Show key caps on buttons.
 */
keys: boolean, 
/**
 * After this many minutes without a key or a pointer the vault is locked: 1 to 60.
 */
lock_after: number, };
export type Question = { 
/**
 * XPath reference, instances indexed.
 */
reference: string, 
/**
 * Section and place, as on paper: `6.4`.
 */
number: string, 
/**
 * How it is answered.
 */
kind: QuestionKind, 
/**
 * The question.
 */
label: Parallel, 
/**
 * A hint for both.
 */
hint: Parallel, 
/**
 * For the officer alone; never on the person's side.
 */
guidance: string, 
/**
 * Appearance tokens.
 */
appearance: Array<string>, 
/**
 * Must be answered or skipped with a reason.
 */
required: boolean, 
/**
 * Only read.
 */
readonly: boolean, 
/**
 * XForms lexical text; empty when unanswered.
 */
value: string, 
/**
 * Choices that are offered now, unknown ones last.
 */
choices: Array<Choice>, 
/**
 * Start, end and step of a range.
 */
range: [string, string, string] | null, 
/**
 * Skipped, and why.
 */
skipped: Skipped | null, 
/**
 * What is wrong with it.
 */
violation: Violation | null, 
/**
 * The use that this question is the consent for.
 */
consent: string | null, 
/**
 * The officer's note beside it.
 */
note: string, };
export type QuestionKind = "text" | "integer" | "decimal" | "range" | "date" | "time" | "date_time" | "select_one" | "select_multiple" | "rank" | "note" | "acknowledge" | "geopoint" | "file" | "other";
export type ReceiptRead = { 
/**
 * Number of the bundle that it is for.
 */
sequence: number, 
/**
 * Interviews and withdrawals that headquarters has of it.
 */
received: number, 
/**
 * Interviews and withdrawals that were in it.
 */
sent: number, };
export type RecoverVault = { 
/**
 * The vault.
 */
path: string, 
/**
 * What the code is of.
 */
kind: CodeKind, 
/**
 * As it was typed.
 */
code: string, 
/**
 * The fourteen lines of the page as they were typed, where the keys files are gone.
 */
page: string | null, 
/**
 * The officer whose new passphrase it is; none is who made the vault.
 */
officer: string | null, 
/**
 * The new passphrase.
 */
passphrase: string, };
export type RecoveryPage = { 
/**
 * The vault's label.
 */
label: string, 
/**
 * The day it was made.
 */
made: string, 
/**
 * Eight groups of six digits.
 */
code: Array<string>, 
/**
 * The slot itself in fourteen lines, for when both keys files are gone.
 */
lines: Array<string>, 
/**
 * The slots with it; `older.pages` says how many earlier pages still open the vault.
 */
slots: KeySlots, };
export type RepeatInstance = { 
/**
 * `/data/places[2]`.
 */
reference: string, 
/**
 * Its first answered text, or empty.
 */
title: string, 
/**
 * One a question that applies.
 */
grains: Array<Grain>, 
/**
 * Answered or unknown.
 */
done: number, 
/**
 * Unknown.
 */
unknown: number, };
export type RepeatView = { 
/**
 * `/data/places`.
 */
reference: string, 
/**
 * In order.
 */
instances: Array<RepeatInstance>, 
/**
 * Whether instances can be added and removed by hand.
 */
open: boolean, };
export type RetentionView = { 
/**
 * So many days; none for until somebody erases it.
 */
days: number | null, 
/**
 * Interviews whose time is over.
 */
due: number, };
export type Review = { 
/**
 * Interview id.
 */
id: string, 
/**
 * The number the person wears.
 */
slip: string, 
/**
 * How far the interview went.
 */
stage: Stage, 
/**
 * Answered questions.
 */
answered: number, 
/**
 * All questions that apply.
 */
total: number, 
/**
 * Unknown ones.
 */
unknown: UnknownCount, 
/**
 * Every unknown question, to go there.
 */
unknown_questions: Array<EvidenceView>, 
/**
 * Questions at which something stands that is half typed and no answer: it goes with the signature.
 */
half_typed: Array<EvidenceView>, 
/**
 * Needs flagged by the officer.
 */
urgent: Array<UrgentNeed>, 
/**
 * Act, means, purpose, other.
 */
elements: Array<ElementView>, 
/**
 * All findings in the sheet's order.
 */
findings: Array<FindingView>, 
/**
 * Conclusions that may be chosen; after a triage "not indicated" is not among them.
 */
offered: Array<ConclusionKind>, 
/**
 * True when the chosen conclusion must carry a reason because a reading points elsewhere: kinds that need one.
 */
reason_needed: Array<ConclusionKind>, 
/**
 * The reason of the officer's own, as far as it was typed before the vault was locked or the page left.
 */
reason_draft: string, 
/**
 * What was signed of it so far, oldest first.
 */
revisions: Array<RevisionView>, 
/**
 * Once signed, and not open again.
 */
conclusion: Conclusion | null, 
/**
 * When the last answer was kept.
 */
saved_at: string, 
/**
 * Version of the rules.
 */
rules_version: string, 
/**
 * Version of the form.
 */
form_version: string, };
export type RevisionView = { 
/**
 * 1 for the first.
 */
number: number, 
/**
 * Who signed it.
 */
officer: string, 
/**
 * When.
 */
at: string, 
/**
 * Under a clock that was behind.
 */
doubtful: boolean, 
/**
 * Why it was corrected; empty for the first.
 */
reason: string, 
/**
 * A person decided that another one counts.
 */
set_aside: boolean, };
export type Role = "field" | "headquarters";
export type Said = { 
/**
 * False where the question did not apply, or there is no note.
 */
applies: boolean, 
/**
 * In words. Of several choices what is known, also where another of them is not.
 */
answer: string, 
/**
 * Why it is unknown, or not all of it known.
 */
why: Why | null, };
export type Section = { 
/**
 * Reference of the group.
 */
reference: string, 
/**
 * Its name in the officer's language.
 */
label: string, 
/**
 * One a question that applies now.
 */
grains: Array<Grain>, 
/**
 * Answered or unknown.
 */
done: number, 
/**
 * Unknown.
 */
unknown: number, 
/**
 * The current step stands in it.
 */
current: boolean, };
export type SkipReason = "declined" | "does_not_know" | "too_heavy" | "overheard" | "translation" | "no_time" | "other";
export type Skipped = { 
/**
 * The reason's kind in the document.
 */
unknown: Unknown, };
export type Stage = "triage" | "full";
export type StartInterview = { 
/**
 * Digest of the form.
 */
form: string, 
/**
 * The number the person wears.
 */
slip: string, 
/**
 * The officer's language as the form names it.
 */
officer_language: string, 
/**
 * The person's.
 */
person_language: string, };
export type State = "true" | "false" | "unknown";
export type Staying = { 
/**
 * Why.
 */
code: string, 
/**
 * How many.
 */
interviews: number, };
export type StepKind = "question" | "page" | "repeat" | "end";
export type StepView = { 
/**
 * Reference of the question, group or repeat; empty at the end.
 */
reference: string, 
/**
 * What it shows.
 */
kind: StepKind, 
/**
 * Number of the section, from 1.
 */
section: number, 
/**
 * Name of the section in the officer's language.
 */
section_label: string, 
/**
 * Place in the section, from 1.
 */
index: number, 
/**
 * Steps in the section.
 */
of: number, 
/**
 * Title of a page or repeat.
 */
label: Parallel, 
/**
 * Hint of a page or repeat.
 */
hint: Parallel, 
/**
 * For the officer alone.
 */
guidance: string, 
/**
 * One for a question, several for a page, none for a repeat.
 */
questions: Array<Question>, 
/**
 * The list, for a repeat.
 */
repeat: RepeatView | null, 
/**
 * When inside an instance: its reference, and the title of the repeat.
 */
inside: RepeatInstance | null, };
export type Unknown = "not_asked" | "unknown" | "declined";
export type UnknownCount = { 
/**
 * Not reached or not asked.
 */
not_asked: number, 
/**
 * The person does not know.
 */
unknown: number, 
/**
 * The person does not want to answer.
 */
declined: number, };
export type UnknownMark = "unknown" | "declined" | "not_asked";
export type UrgentKind = "medical" | "danger" | "child" | "self_harm" | "shelter" | "other";
export type UrgentNeed = { 
/**
 * What kind.
 */
kind: UrgentKind, 
/**
 * When it was flagged.
 */
at: Moment, 
/**
 * In the officer's words; may be empty.
 */
note: string, };
export type VaultFile = { 
/**
 * Where it is.
 */
path: string, 
/**
 * File label.
 */
label: string, 
/**
 * When it was last used, RFC 3339; absent when the file system does not say.
 */
last_opened: string | null, 
/**
 * Made-up people only.
 */
training: boolean, 
/**
 * False when the keys files beside it are gone: it cannot be unlocked without them.
 */
keys_present: boolean, };
export type Violation = { 
/**
 * `constraint` or `required`.
 */
kind: string, 
/**
 * The form's message; may be empty.
 */
message: Parallel, };
export type Waiting = { 
/**
 * Finished interviews not yet in a bundle.
 */
interviews: number, 
/**
 * Bundles without a receipt.
 */
bundles: number, };
export type Wanted = "bundle" | "form" | "vault" | "escrow" | "attachment" | "folder";
export type Why = "unanswered" | "not_asked" | "unknown" | "declined" | "not_offered" | "invalid" | "defaulted" | "relevance";
export type WithdrawnCase = { 
/**
 * Short code, if the interview had come here before.
 */
code: string | null, 
/**
 * Post that took the withdrawal down.
 */
station: string | null, 
/**
 * When the person withdrew, by that post's clock, RFC 3339.
 */
at: string, 
/**
 * When headquarters took it in and erased, RFC 3339.
 */
received: string, };
export type WordLanguage = "id" | "en";
export type WrittenBundle = { 
/**
 * Where.
 */
path: string, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * What it is.
 */
bundle: BundleRow, };
export type WrittenFile = { 
/**
 * Where.
 */
path: string, };

export const host = {
  preferences: (): Promise<Preferences> => call('preferences', {}),
  preferences_set: (preferences: Preferences): Promise<Preferences> => call('preferences_set', { preferences }),
  door: (): Promise<Door> => call('door', {}),
  vault_create: (vault: NewVault): Promise<Desk> => call('vault_create', { vault }),
  vault_unlock: (path: string, passphrase: string): Promise<Desk> => call('vault_unlock', { path, passphrase }),
  vault_recover: (recover: RecoverVault): Promise<Desk> => call('vault_recover', { recover }),
  passphrase_strength: (passphrase: string, about: Array<string>): Promise<PassphraseStrength> => call('passphrase_strength', { passphrase, about }),
  passphrase_generate: (language: WordLanguage): Promise<GeneratedPassphrase> => call('passphrase_generate', { language }),
  folder_list: (path: string | null, wanted: Wanted): Promise<Folder> => call('folder_list', { path, wanted }),
  desk: (): Promise<Desk | null> => call('desk', {}),
  lock: (): Promise<void> => call('lock', {}),
  hide_check: (passphrase: string): Promise<boolean> => call('hide_check', { passphrase }),
  hide_pin_set: (pin: string): Promise<boolean> => call('hide_pin_set', { pin }),
  card_write: (folder: string): Promise<WrittenFile> => call('card_write', { folder }),
  care: (): Promise<Care> => call('care', {}),
  vault_drive: (folder: string): Promise<CareDrive> => call('vault_drive', { folder }),
  vault_backup: (folder: string): Promise<CopyMade> => call('vault_backup', { folder }),
  vault_check: (): Promise<CareReport> => call('vault_check', {}),
  work_stop: (): Promise<void> => call('work_stop', {}),
  vault_examine: (current: string): Promise<CareReport> => call('vault_examine', { current }),
  vault_move: (folder: string): Promise<CopyMade> => call('vault_move', { folder }),
  vault_rename: (label: string): Promise<CopyMade> => call('vault_rename', { label }),
  slots_list: (): Promise<KeySlots> => call('slots_list', {}),
  passphrase_change: (current: string, passphrase: string): Promise<KeySlots> => call('passphrase_change', { current, passphrase }),
  officer_add: (current: string, name: string, passphrase: string): Promise<KeySlots> => call('officer_add', { current, name, passphrase }),
  officer_readmit: (current: string, id: string, passphrase: string): Promise<KeySlots> => call('officer_readmit', { current, id, passphrase }),
  officer_remove: (current: string, id: string): Promise<KeySlots> => call('officer_remove', { current, id }),
  recovery_make: (current: string): Promise<RecoveryPage> => call('recovery_make', { current }),
  recovery_remove: (current: string): Promise<KeySlots> => call('recovery_remove', { current }),
  escrow_make: (current: string, signers: Array<string>): Promise<EscrowMade> => call('escrow_make', { current, signers }),
  escrow_remove: (current: string): Promise<KeySlots> => call('escrow_remove', { current }),
  escrow_text: (): Promise<string | null> => call('escrow_text', {}),
  escrow_write: (folder: string): Promise<WrittenFile> => call('escrow_write', { folder }),
  vault_new_key: (current: string, others: Array<string>): Promise<NewKeyMade> => call('vault_new_key', { current, others }),
  home: (): Promise<Home> => call('home', {}),
  slip_taken: (slip: string): Promise<boolean> => call('slip_taken', { slip }),
  forms: (): Promise<Array<FormRow>> => call('forms', {}),
  form_add: (path: string): Promise<FormAdded> => call('form_add', { path }),
  interview_start: (start: StartInterview): Promise<InterviewView> => call('interview_start', { start }),
  interview_open: (id: string): Promise<InterviewView> => call('interview_open', { id }),
  interview_answer: (id: string, reference: string, value: string): Promise<InterviewView> => call('interview_answer', { id, reference, value }),
  interview_draft: (id: string, reference: string, text: string): Promise<void> => call('interview_draft', { id, reference, text }),
  interview_skip: (id: string, reference: string, reason: SkipReason): Promise<InterviewView> => call('interview_skip', { id, reference, reason }),
  interview_go: (id: string, to: Go): Promise<InterviewView> => call('interview_go', { id, to }),
  interview_repeat_add: (id: string, reference: string): Promise<InterviewView> => call('interview_repeat_add', { id, reference }),
  interview_repeat_remove: (id: string, reference: string): Promise<InterviewView> => call('interview_repeat_remove', { id, reference }),
  interview_note: (id: string, reference: string, text: string): Promise<InterviewView> => call('interview_note', { id, reference, text }),
  interview_needs_help: (id: string, kind: UrgentKind, note: string): Promise<InterviewView> => call('interview_needs_help', { id, kind, note }),
  interview_help_given: (id: string): Promise<InterviewView> => call('interview_help_given', { id }),
  interview_review: (id: string): Promise<Review> => call('interview_review', { id }),
  interview_finish: (id: string, conclusion: ConclusionKind, reason: string): Promise<Review> => call('interview_finish', { id, conclusion, reason }),
  interview_list: (listed: Listed, before: string | null): Promise<Array<PersonRow>> => call('interview_list', { listed, before }),
  search: (query: string, listed: Listed): Promise<Array<Found>> => call('search', { query, listed }),
  attachments: (id: string): Promise<Array<AttachmentView>> => call('attachments', { id }),
  attachment_add: (id: string, reference: string | null, path: string): Promise<AttachmentView> => call('attachment_add', { id, reference, path }),
  attachment_show: (id: string, attachment: string): Promise<AttachmentContent> => call('attachment_show', { id, attachment }),
  attachment_save: (id: string, attachment: string, folder: string, warned: boolean): Promise<WrittenFile> => call('attachment_save', { id, attachment, folder, warned }),
  attachment_remove: (id: string, attachment: string): Promise<Array<AttachmentView>> => call('attachment_remove', { id, attachment }),
  interview_reopen: (id: string, reason: string): Promise<InterviewView> => call('interview_reopen', { id, reason }),
  interview_withdraw: (id: string): Promise<void> => call('interview_withdraw', { id }),
  interview_hand_over: (id: string, officer: string): Promise<void> => call('interview_hand_over', { id, officer }),
  interview_take_over: (id: string): Promise<void> => call('interview_take_over', { id }),
  conflicts: (): Promise<Array<ConflictView>> => call('conflicts', {}),
  conflict_differences: (digest: string): Promise<ConflictDifferences> => call('conflict_differences', { digest }),
  conflict_resolve: (digest: string): Promise<Array<ConflictView>> => call('conflict_resolve', { digest }),
  retention: (): Promise<RetentionView> => call('retention', {}),
  retention_set: (days: number | null): Promise<RetentionView> => call('retention_set', { days }),
  purge: (): Promise<number> => call('purge', {}),
  clock_trust: (): Promise<void> => call('clock_trust', {}),
  outbox: (): Promise<Outbox> => call('outbox', {}),
  peer_add: (path: string): Promise<Peer> => call('peer_add', { path }),
  peer_trust: (signer: string, read_by: string): Promise<Peer> => call('peer_trust', { signer, read_by }),
  bundle_export: (folder: string): Promise<WrittenBundle> => call('bundle_export', { folder }),
  receipt_read: (path: string): Promise<ReceiptRead> => call('receipt_read', { path }),
  inbox: (): Promise<Inbox> => call('inbox', {}),
  inbox_import: (path: string): Promise<Arrival> => call('inbox_import', { path }),
  receipt_write: (arrival: string, folder: string): Promise<WrittenFile> => call('receipt_write', { arrival, folder }),
  devices: (): Promise<Array<Device>> => call('devices', {}),
  device_add: (path: string): Promise<Device> => call('device_add', { path }),
  device_trust: (signer: string, read_by: string): Promise<Device> => call('device_trust', { signer, read_by }),
  cases: (): Promise<Array<CaseRow>> => call('cases', {}),
  case_show: (id: string): Promise<CaseView> => call('case_show', { id }),
  withdrawn: (): Promise<Array<WithdrawnCase>> => call('withdrawn', {}),
  escrow_open: (path: string, witness: string): Promise<EscrowCode> => call('escrow_open', { path, witness }),
  insights: (): Promise<Insights> => call('insights', {}),
  insights_export: (folder: string): Promise<WrittenFile> => call('insights_export', { folder }),
};
