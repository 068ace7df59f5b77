// The interview: one question, page or list at a time, in two languages, with the safety controls always in their place.
//
//   <Interview {id} {openAt} onHome={() => ...} onReview={() => ...} onHide={() => ...} />
//
// id: the interview. openAt: a reference to open first. onHome: paused; everything is kept. onReview: to the review.
// onHide: the neutral screen, now; it may be called twice. Fills the height it is given and brings its own bars.
//
// Hooks of attachments: `attachments`, `attachments-dialog`, `attachment` (data-id, data-damaged), `attachment-add`,
// `attachment-show`, `attachment-picture`, `attachment-back`, `attachment-save`, `attachment-warning`, `attachment-save-do`,
// `attachment-remove`, `attachment-remove-do`, `attachment-cancel`; at a question `answer-attach`, `answer-file`.

export { default as Interview } from './Interview.svelte';
export { default as NeedsHelpDialog } from './dialogs/NeedsHelpDialog.svelte';
