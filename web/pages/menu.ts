/** Menus are `details`; they close when the reader goes on elsewhere. */
export function menu(details: HTMLDetailsElement): void {
  const close = () => (details.open = false);

  document.addEventListener('pointerdown', ({ target }) => {
    if (!details.contains(target as Node)) close();
  });
  details.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !details.contains(relatedTarget as Node)) close();
  });
  details.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !details.open) return;
    close();
    details.querySelector('summary')?.focus();
  });
}
