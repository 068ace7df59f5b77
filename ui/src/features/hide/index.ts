// The neutral screen: a clock, a date, an empty field. Draw it over everything: <Hidden onReturn={() => ...} />.

//   <Pin /> sets what takes it away.

export { default as Hidden } from './Hidden.svelte';
export { default as Pin } from './Pin.svelte';
