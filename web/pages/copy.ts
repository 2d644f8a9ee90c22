/** Buttons that copy the text of another element: `<button data-copy="id of the element" hidden>`. */

import { element } from './element';
import { words } from './words';

/** How long the button says that it worked. */
const SAID_MS = 2500;

export function copyButton(button: HTMLButtonElement): void {
  const source = document.getElementById(button.dataset.copy ?? '');
  if (!source) return;
  const status = element('span', { class: 'visually-hidden', role: 'status' });
  button.after(status);
  button.hidden = false;

  const label = button.textContent;
  let saying: number | undefined;
  button.addEventListener('click', async () => {
    const said = (await copy(source)) ? words.copied : words.notCopied;
    button.textContent = status.textContent = said;
    window.clearTimeout(saying);
    saying = window.setTimeout(() => {
      button.textContent = label;
      status.textContent = '';
    }, SAID_MS);
  });
}

async function copy(source: HTMLElement): Promise<boolean> {
  const text = source.innerText.trim();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers offer the clipboard to pages over HTTPS alone, and inner networks may have none.
    getSelection()?.selectAllChildren(source);
    return document.execCommand('copy');
  }
}
