// The interview: one question, page or list at a time, in two languages, with the safety controls always in their place.
//
//   <Interview {id} {openAt} onHome={() => ...} onReview={() => ...} onHide={() => ...} />
//
// id: the interview. openAt: a reference to open first. onHome: paused; everything is kept. onReview: to the review.
// onHide: the neutral screen, now; it may be called twice. Fills the height it is given and brings its own bars.

export { default as Interview } from './Interview.svelte';
export { default as NeedsHelpDialog } from './dialogs/NeedsHelpDialog.svelte';
