// Inbox: headquarters' arrivals.
//
//   <Inbox onChanged={() => ...} />
//
// onChanged: arrivals or cases have changed. waits(arrival, all): whether somebody has to do something about it. Fills the height it is given; brings its own padding.

export { default as Inbox } from './Inbox.svelte';
export { waits } from './arrival';
