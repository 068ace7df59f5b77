// Keys and menus of the web view that mean nothing here, or something else: reload, print, find, zoom, history.

const TAKEN = new Set(['F3', 'F5', 'F7', 'F11']);
const TAKEN_WITH_CTRL = new Set(['r', 'p', 'f', 'g', 's', 'u', 'j', 'h', 'o', 'n', 't', 'w', '+', '-', '=', '0']);

/** Words are moved about within text fields; nothing else is copied, passphrases and codes least of all. */
function mayLeave(from: EventTarget | null): boolean {
  if (from instanceof HTMLTextAreaElement) return true;
  return from instanceof HTMLInputElement && from.type === 'text' && !from.closest('[data-secret]');
}

/**
 * WebKit takes the arrow that moves to a radio button for a click and draws no ring there. Focused anew it is drawn; by
 * a pointer it stays as it is.
 */
function markRadios(): void {
  let byKey = false;
  window.addEventListener('pointerdown', () => (byKey = false), { capture: true });
  window.addEventListener('keydown', () => (byKey = true), { capture: true });
  window.addEventListener('change', ({ target }) => {
    if (!byKey || !(target instanceof HTMLInputElement) || target.type !== 'radio') return;
    if (document.activeElement !== target || target.matches(':focus-visible')) return;
    target.blur();
    target.focus();
  });
}

export function tameWebview(): void {
  markRadios();
  window.addEventListener('contextmenu', (event) => event.preventDefault());
  window.addEventListener('dragover', (event) => event.preventDefault());
  window.addEventListener('drop', (event) => event.preventDefault());
  for (const taking of ['copy', 'cut'] as const) {
    window.addEventListener(taking, (event) => !mayLeave(event.target) && event.preventDefault(), { capture: true });
  }
  window.addEventListener(
    'keydown',
    (event) => {
      const withCtrl = event.ctrlKey && TAKEN_WITH_CTRL.has(event.key.toLowerCase());
      const history = event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
      if (TAKEN.has(event.key) || withCtrl || history) event.preventDefault();
    },
    { capture: true },
  );
  window.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { passive: false });
}
