// The door: the vaults of this machine, unlocking one, making one; and language and display.
//
//   <Door {preferences} onOpen={(desk) => ...} onLanguage={(preferences) => ...} onDisplay={() => ...} />
//   <Display {preferences} onChange={(preferences) => ...} onClose={() => ...} />
//
// onOpen: a vault is open. Hooks: `vault` (data-path, data-label, data-training), `passphrase`, `passphrase-show`, `unlock`,
// `door-new`, `door-training`, `door-open-file`, `door-language`, `door-display`, `door-problem`; in the form of a new vault
// `create-form`, `create-role` (data-choice), `create-label|officer|station|passphrase|again`, `create`, `create-cancel`,
// `create-propose`, `create-proposed`, `create-take`, `create-strength` (data-enough); for a lost passphrase `lost-page`, `lost-escrow`,
// `recover-form`, `code-group` (data-state), `recover-lines`, `recover-officer`, `recover-passphrase|again`, `recover`, `recover-cancel`;
// in the display dialog `display-language|theme|contrast|zoom|keys` (inputs with data-value), `display-done`.

export { default as Display } from './Display.svelte';
export { default as Door } from './Door.svelte';
