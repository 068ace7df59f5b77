// The neutral screen: a clock, a date, an empty field. Draw it over everything: <Hidden onReturn={() => ...} />.

export { default as Hidden } from './Hidden.svelte';
