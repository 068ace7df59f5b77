// After the interview: corrected, withdrawn, in conflict, kept for its time; and whether the clock is right.
//
//   <After {review} onCorrecting={(id) => ...} onErased={(slip) => ...} />       beside a review
//   <Conflicts {conflicts} onChange={(left) => ...} />                           a notice, nothing where there are none
//   <Stay onErased={() => ...} />                                                a sentence above the list
//   <ClockBehind last={at} {onLock} onTrusted={() => ...} onDoubt={() => ...} {onHide} />   instead of the desk
//
// Hooks: `correct`, `correct-dialog`, `correct-reason`, `correct-do`, `withdraw`, `withdraw-dialog`, `withdraw-confirm`,
// `withdraw-do`, `withdraw-keep`, `conflicts`, `conflicts-open`, `conflict-dialog`, `conflict-branch` (data-choice),
// `conflict-differences` (data-same), `conflict-conclusions`, `conflict-difference` (data-what), `conflict-unread`,
// `conflict-of-colleague`, `conflict-do`, `conflict-later`, `stay` (data-days, data-due), `stay-open`, `stay-dialog`, `stay-days`, `purge-sure`,
// `purge`, `stay-close`, `clock-behind`, `clock-now`, `clock-last`, `clock-lock`, `clock-trust`, `clock-doubt`.

export { default as After } from './After.svelte';
export { default as ClockBehind } from './ClockBehind.svelte';
export { default as Conflicts } from './Conflicts.svelte';
export { default as Stay } from './Stay.svelte';
