// Answers on their way to the vault: one at a time, in order, the newest value of a question wins. Nothing is dropped
// until the vault has it or refuses it.

export interface SaveEvents<V> {
  /** The vault holds it. */
  saved: (view: V, reference: string, value: string) => void;
  /** The question cannot hold it; it is not tried again. */
  refused: (reference: string, error: unknown) => void;
  /** It could not be kept; it stays here and is tried again. */
  failed: (error: unknown) => void;
}

export class SaveQueue<V> {
  readonly #waiting = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly save: (reference: string, value: string) => Promise<V>,
    private readonly refuses: (error: unknown) => boolean,
    private readonly events: SaveEvents<V>,
  ) {}

  /** Whether anything has not been kept yet. */
  get idle(): boolean {
    return this.#waiting.size === 0;
  }

  /** Takes an answer. After `wait` milliseconds without another it goes on its way with all that wait. */
  put(reference: string, value: string, wait = 0): void {
    this.#waiting.set(reference, value);
    clearTimeout(this.#timer);
    if (wait > 0) this.#timer = setTimeout(() => void this.settle(), wait);
    else void this.settle();
  }

  /** Forgets an answer that is not on its way yet, because something newer replaces it. */
  forget(reference: string): void {
    this.#waiting.delete(reference);
  }

  /** Sends what waits. True once everything is kept or refused. */
  settle(): Promise<boolean> {
    clearTimeout(this.#timer);
    return this.run(() => this.#sendAll());
  }

  /** Runs something else in the same lane, after whatever is under way. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(task);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #sendAll(): Promise<boolean> {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) return true;
      const [reference, value] = next;
      try {
        const view = await this.save(reference, value);
        this.#done(reference, value);
        this.events.saved(view, reference, value);
      } catch (error) {
        if (!this.refuses(error)) {
          this.events.failed(error);
          return false;
        }
        const newest = this.#waiting.get(reference) === value;
        this.#done(reference, value);
        if (newest) this.events.refused(reference, error);
      }
    }
  }

  /** Takes it off the list unless something newer was typed meanwhile. */
  #done(reference: string, value: string): void {
    if (this.#waiting.get(reference) === value) this.#waiting.delete(reference);
  }
}
