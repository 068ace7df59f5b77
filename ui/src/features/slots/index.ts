// Keys: who and what opens the open vault, and for the day that a passphrase is lost.
//
//   <Keys {desk} />
//
// Hooks: `keys`, `officer` (data-name, data-admitted), `officer-add`, `officer-readmit`, `officer-remove`, `passphrase-change`,
// `recovery-make`, `recovery-remove`, `escrow-make`, `escrow-write`, `escrow-remove`, `new-key`, `escrow-open`; in a dialog
// `ask`, `ask-current`, `ask-name`, `ask-passphrase|again`, `ask-other`, `ask-do`, `ask-cancel`; on the recovery page
// `page`, `page-code`, `page-lines`, `page-print`, `page-print-now`, `page-kept`, `page-done`.

export { default as Keys } from './Keys.svelte';
