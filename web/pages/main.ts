/** What scripts add to pages that work without them. */

import './site.css';
import { autosubmit } from './autosubmit';
import { combobox } from './combobox';
import { copyButton } from './copy';
import { menu } from './menu';

function each<E extends HTMLElement>(selector: string, enhance: (element: E) => void): void {
  document.querySelectorAll<E>(selector).forEach(enhance);
}

each('[data-suggest]', combobox);
each('[data-copy]', copyButton);
each('[data-menu]', menu);
each('[data-autosubmit]', autosubmit);
each<HTMLButtonElement>('[data-print]', (button) => {
  button.hidden = false;
  button.addEventListener('click', () => print());
});
