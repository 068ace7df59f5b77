// Send: the numbered chain of this desk and the next bundle for headquarters.
//
//   <Send onChanged={() => ...} />
//
// onChanged: what waits to be sent has changed. Scrolls with the page; brings its own padding.

export { default as Send } from './Send.svelte';
