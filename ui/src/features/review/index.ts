// Review: what supports, what speaks against, what is unknown, and the officer's signed conclusion.
//
//   <Review {id} onOpen={(reference) => ...} onBack={() => ...} onDone={() => ...}>
//     {#snippet safety(review, reload)} needs help now, hide {/snippet}
//     {#snippet after(review)} correct, withdraw {/snippet}
//   </Review>
//
// id: the interview. onOpen: a question number was pressed; open that answer in the interview. onBack: to the
// interview as it stood. onDone: signed and read. Brings its own top bar (safety stands in it, top right) and bottom
// bar, and fills the height it is given. Ctrl Enter signs.

export { default as Review } from './Review.svelte';
