/**
 * Turns the search box into an ARIA 1.2 combobox with a list of suggestions.
 * The box keeps what was typed until a suggestion is picked; picking one searches for it.
 */

import { type Completion, chosen, closed, isOpen, moved, opened } from './completion';
import { element } from './element';
import { type Suggestion, Suggestions } from './suggestions';
import { language, words } from './words';

/** Long enough that fast typing asks once, short enough to feel immediate. */
const PAUSE_MS = 120;
/** The server takes no more. */
const LONGEST_TEXT = 100;

export function combobox(box: HTMLElement): void {
  const input = box.querySelector('input');
  if (!input) return;

  const list = element('ul', { class: 'suggestions', id: `${input.id}-suggestions`, role: 'listbox', hidden: '' });
  list.setAttribute('aria-label', words.suggestionList);
  const status = element('div', { class: 'visually-hidden', role: 'status' });
  box.append(list, status);

  input.type = 'text';
  input.enterKeyHint = 'search';
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);

  const server = new Suggestions(language === 'en' ? 'EN' : 'JA');
  let completion: Completion = closed;
  let pause: number | undefined;

  function show(next: Completion): void {
    completion = next;
    list.hidden = !isOpen(next);
    list.replaceChildren(...next.suggestions.map((suggestion, place) => option(suggestion, place, next.active)));
    input!.setAttribute('aria-expanded', String(isOpen(next)));
    if (next.active === null) input!.removeAttribute('aria-activedescendant');
    else input!.setAttribute('aria-activedescendant', optionId(next.active));
  }

  const optionId = (place: number) => `${list.id}-${place}`;

  function option({ text, count, node }: Suggestion, place: number, active: number | null): HTMLElement {
    const row = element('li', { class: 'suggestion', id: optionId(place), role: 'option' });
    row.setAttribute('aria-selected', String(place === active));
    const said = element('span', { class: 'suggestion-text' }, text);
    if (node?.label && node.label !== text) said.append(' ', element('span', { class: 'suggestion-name' }, node.label));
    const kind = node && words.kinds[node.kind];
    row.append(said, ' ', element('span', { class: 'suggestion-kind' }, kind ? `${kind} ${words.count(count)}` : words.count(count)));
    row.addEventListener('click', () => pick(text));
    return row;
  }

  function close(): void {
    window.clearTimeout(pause);
    server.drop();
    status.textContent = '';
    show(closed);
  }

  function pick(text: string): void {
    close();
    input!.value = text;
    input!.form?.requestSubmit();
  }

  async function suggest(): Promise<void> {
    const text = input!.value;
    const suggestions = await server.ask(text);
    // The reader may have gone elsewhere while the server answered.
    if (!suggestions || document.activeElement !== input || input!.value !== text) return;
    show(opened(text, suggestions));
    status.textContent = words.suggestions(completion.suggestions.length);
  }

  function typed(): void {
    window.clearTimeout(pause);
    server.drop();
    const text = input!.value.trim();
    if (text === '' || text.length > LONGEST_TEXT) close();
    else pause = window.setTimeout(suggest, PAUSE_MS);
  }

  // Between the keys of an input method the text is not yet what is meant.
  input.addEventListener('input', (event) => (event as InputEvent).isComposing || typed());
  input.addEventListener('compositionstart', close);
  input.addEventListener('compositionend', typed);

  input.addEventListener('keydown', (event) => {
    // 229: Safari ends the composition before it tells of the key that ended it.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (step && isOpen(completion)) {
      show(moved(completion, step));
      list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'ArrowDown' && input.value.trim() !== '') {
      typed();
    } else if (event.key === 'Enter' && chosen(completion)) {
      pick(chosen(completion)!.text);
    } else if (event.key === 'Escape' && isOpen(completion)) {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });

  // A press on the list must not take the focus from the box, which would close the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  input.addEventListener('blur', close);
  show(closed);
}
