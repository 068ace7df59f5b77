// Forms: what can be asked at this desk, and adding a form from a file.
//
//   <Forms />
//
// No properties. Scrolls with the page; brings its own padding.

export { default as Forms } from './Forms.svelte';
