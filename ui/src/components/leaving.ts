// What has to be kept before the vault is locked. Screens that hold something half typed say so here; the window asks
// them all and waits a moment.

const tasks = new Set<() => Promise<unknown>>();

/** Runs before the vault is locked. Answers what takes it back. */
export function beforeLeaving(task: () => Promise<unknown>): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}

/** Runs all of them, and waits no longer than `patience` milliseconds: locking must not hang on one that does not end. */
export async function settleAll(patience: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise((done) => (timer = setTimeout(done, patience)));
  await Promise.race([Promise.allSettled([...tasks].map((task) => task())), enough]);
  clearTimeout(timer);
}
