// Cases: what headquarters has taken in, by code; one case on one page.
//
//   <Cases />
//
// No properties. Fills the height it is given; brings its own padding.

export { default as Cases } from './Cases.svelte';
