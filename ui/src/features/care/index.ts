// Care: a copy of the open vault on another drive, whether it is whole, another place or name for it.
//
//   <Care onLocked={() => ...} />
//
// onLocked: the vault was closed on the way; the door comes next. Hooks: `care`, `care-copy`, `care-check`, `care-move`,
// `care-home`, `care-rename`, `care-copied` (data-path), `care-problem`, `care-report` (data-good), `care-damaged` (data-slip),
// `care-examine`; in a dialog `before`, `before-do`, `working`, `name`, `name-field`, `name-do`, `examine`, `examine-current`,
// `examine-do`.

export { default as Care } from './Care.svelte';
