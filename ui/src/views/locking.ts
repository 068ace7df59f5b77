// Ctrl L, anywhere behind the door.

/** Whether a key press asks for the lock. By its place, since a Khmer keyboard has other letters there. */
export function locks(event: KeyboardEvent): boolean {
  const plain = event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey;
  return plain && (event.code === 'KeyL' || event.key.toLowerCase() === 'l');
}
