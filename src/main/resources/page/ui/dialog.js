import { html, render } from 'lit';

/**
 * Opens a modal dialog; `body` and `foot` are functions of a close callback. Closed by Escape, by a click beside it or by
 * the callback, whose argument is what the promise gives.
 */
export function dialog({ title, body, foot }) {
  return new Promise(resolve => {
    const node = document.createElement('dialog');
    node.className = 'dialog';
    node.setAttribute('aria-label', title);
    const close = result => {
      node.result = result;
      node.close();
    };
    node.addEventListener('close', () => {
      node.remove();
      resolve(node.result);
    });
    node.addEventListener('click', event => event.target === node && close());
    document.body.append(node);
    const draw = () => render(html`
      <form method="dialog" @submit=${event => event.preventDefault()}>
        <div class="dialog-head"><h2>${title}</h2></div>
        <div class="dialog-body">${body(close, draw)}</div>
        <div class="dialog-foot">${foot(close, draw)}</div>
      </form>`, node);
    draw();
    node.showModal();
  });
}

/** Asks before something that cannot be taken back. */
export const confirm = (title, text, action) => dialog({
  title,
  body: () => html`<p>${text}</p>`,
  foot: close => html`
    <button type="button" class="button" @click=${() => close(false)}>Leave it</button>
    <button type="submit" class="button danger solid" autofocus @click=${() => close(true)}>${action}</button>`,
});
