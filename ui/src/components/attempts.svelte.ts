// What a page asks of the program, one thing after the other, and why the last of them did not hold.

import { sentence } from '../messages';

export class Attempts {
  /** A sentence; it stays on the page until something holds. */
  problem = $state<string | null>(null);

  /** Does this. What it throws becomes the problem. */
  async run(what: () => Promise<void>): Promise<void> {
    try {
      await what();
      this.problem = null;
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
