// The officer's home: who needs help, everybody, what is unfinished; and the list of all interviews.
//
//   <Home {home} onOpen={(id) => ...} onReview={(id) => ...} onSend={() => ...} />
//   <Reports reports={desk.reports} onClock={() => ...} />
//   <Interviews listing={new Listing()} onOpen={(id) => ...} onReview={(id) => ...} />
//   <TakeOver officer={name} {problem} {onTakeOver} {onClose} />
//
// onOpen: an interview to go on with. onReview: a finished one. A Listing outlives
// the list, so that one comes back to where one was. Home and Interviews scroll with the page and bring their own padding.
// Hooks: `person` (data-slip, data-state, data-help), `person-next`, `needs-help-row` (data-slip), `slip`,
// `person-language`, `officer-language`, `form`, `start`, `unfinished` (data-slip), `home-send`, `home-view`,
// `report`, `report-read`, `interview-row` (data-slip, data-state), `found-in`, `interviews-search`,
// `interviews-clear`, `interviews-state`, `interviews-said`, `interviews-empty`, `interviews-all`, `interviews-older`,
// `interviews-newer`, `take-over-dialog`, `take-over-cancel`, `take-over-confirm`.

export { default as Home } from './Home.svelte';
export { default as Interviews } from './Interviews.svelte';
export { default as Reports } from './Reports.svelte';
export { default as TakeOver } from './TakeOver.svelte';
export { Listing } from './listing.svelte';
