import { html, nothing } from 'lit';
import { icons } from '../ui/icons.js';

/** Errors and warnings in words; a click goes to the place. */
export const violationList = (violations, jump) => violations.length ? html`
  <ul class="violations" aria-label="Errors and warnings">${violations.map(violation => html`
    <li class="tone-${violation.severity === 'error' ? 'bad' : 'warn'}"><button type="button" @click=${() => jump(violation)}>
      ${violation.severity === 'error' ? icons.failed : icons.info}<span>${violation.pointer ? html`<code>${violation.pointer}</code> ` : nothing}${violation.message}</span></button></li>`)}</ul>` : nothing;
