// How long this screen has been open, in whole minutes, and whether a break is due. Nothing runs down.

/** Minutes after which a break is offered once. */
const BREAK = 45;

export class Elapsed {
  minutes = $state(0);
  #declined = $state(false);
  readonly #since = Date.now();

  readonly breakDue = $derived(this.minutes >= BREAK && !this.#declined);

  /** Starts counting; gives back how to stop. */
  run(): () => void {
    const timer = setInterval(() => (this.minutes = Math.floor((Date.now() - this.#since) / 60_000)), 10_000);
    return () => clearInterval(timer);
  }

  goOn(): void {
    this.#declined = true;
  }
}
