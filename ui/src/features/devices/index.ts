// Devices: the desks headquarters knows, and its own card for them.
//
//   <Devices onChanged={() => ...} />
//
// onChanged: trust has changed and waiting bundles may have been taken in. Fills the height it is given.

export { default as Devices } from './Devices.svelte';
