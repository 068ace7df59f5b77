// Insights: what headquarters' interviews say when they are counted.
//
//   <Insights />
//
// No properties. Scrolls with the page; brings its own padding.

export { default as Insights } from './Insights.svelte';
