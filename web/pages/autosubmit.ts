/**
 * Forms that are sent as soon as the pointer has chosen something. The keyboard passes by values on its way to the
 * one that is meant, so it sends the form itself: CSS shows the button while the keyboard is in the form.
 */
export function autosubmit(form: HTMLFormElement): void {
  let byKeyboard = false;
  form.classList.add('is-automatic');
  form.addEventListener('keydown', () => (byKeyboard = true));
  form.addEventListener('pointerdown', () => (byKeyboard = false));
  form.addEventListener('change', ({ target }) => {
    const isChoice = target instanceof HTMLSelectElement || (target as HTMLInputElement).matches('[type=checkbox], [type=radio]');
    if (isChoice && !byKeyboard) form.requestSubmit();
  });
}
