// Asks while somebody types: only once the typing rests, and an answer that comes after a newer question is dropped.

export class Latest {
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks after so many milliseconds, unless something else is asked before. */
  ask<T>(question: () => Promise<T>, wait: number, answered: (answer: T) => void, failed: (error: unknown) => void) {
    this.drop();
    const turn = this.#turn;
    this.#timer = setTimeout(() => {
      question().then(
        (answer) => turn === this.#turn && answered(answer),
        (error: unknown) => turn === this.#turn && failed(error),
      );
    }, wait);
  }

  /** Whatever was asked is no longer wanted. */
  drop() {
    this.#turn += 1;
    clearTimeout(this.#timer);
  }
}
