// Inbox: headquarters' arrivals.
//
//   <Inbox onChanged={() => ...} />
//
// onChanged: arrivals or cases have changed. Fills the height it is given; brings its own padding.

export { default as Inbox } from './Inbox.svelte';
