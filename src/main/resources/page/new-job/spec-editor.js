import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { rangeOf } from './pointers.js';

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' }, { tag: tags.string, color: 'var(--good)' }, { tag: tags.number, color: 'var(--held)' },
  { tag: [tags.bool, tags.null], color: 'var(--warn)' }, { tag: [tags.separator, tags.bracket, tags.squareBracket, tags.brace], color: 'var(--soft)' }]);

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '0.8125rem', color: 'var(--text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--faint)', border: '0' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-content': { caretColor: 'var(--text)', padding: '0.75rem 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 22%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--accent) 18%, transparent)', outline: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--line-strong)', borderRadius: '6px', boxShadow: 'var(--shadow-l)', fontFamily: 'var(--font)', maxWidth: '36rem' },
  '.cm-diagnostic': { padding: '0.4rem 0.7rem' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--warn)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn)', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
});

/**
 * A JSON editor that shows the server's own violations in place. `changed` fires for every change of the text, `submit` for
 * Ctrl+Enter. In a shadow root because CodeMirror can then set its styles by script, as the content policy asks.
 */
class SpecEditor extends HTMLElement {
  connectedCallback() {
    if (this.view) return;
    const root = this.attachShadow({ mode: 'open' });
    const tell = name => { this.dispatchEvent(new CustomEvent(name)); return true; };
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: this.initial ?? '',
        extensions: [
          lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(), json(),
          syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Spec as JSON' }),
          keymap.of([{ key: 'Mod-Enter', run: () => tell('submit') }, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of(update => update.docChanged && tell('changed')),
        ],
      }),
    });
  }

  get text() {
    return this.view ? this.view.state.doc.toString() : this.initial ?? '';
  }

  set text(text) {
    if (!this.view) this.initial = text;
    else if (text !== this.text) this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** @param violations as the server has them; one of malformed JSON has a line and a column in place of a pointer */
  show(violations) {
    const { state } = this.view;
    const diagnostics = violations.map(violation => ({ ...this.#range(violation), severity: violation.severity, message: violation.message }));
    this.view.dispatch(setDiagnostics(state, diagnostics));
  }

  jump(violation) {
    const { from, to } = this.#range(violation);
    this.view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    this.view.focus();
  }

  #range({ pointer, line, column }) {
    const { state } = this.view;
    if (!line) return rangeOf(state, pointer);
    const at = state.doc.line(Math.min(line, state.doc.lines));
    const from = Math.min(at.from + Math.max(0, (column ?? 1) - 1), at.to);
    return { from, to: Math.min(from + 1, state.doc.length) };
  }
}

if (!customElements.get('ty-spec-editor')) customElements.define('ty-spec-editor', SpecEditor);
