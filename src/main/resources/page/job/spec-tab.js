import { html } from 'lit';
import { absolute } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { curl } from '../core/jobs.js';
import { to } from '../core/router.js';
import { specText } from '../core/spec-text.js';
import { icons } from '../ui/icons.js';
import { jsonText } from '../ui/json-text.js';
import { copy } from '../ui/toast.js';

/** The spec as it was sent, and with every default written out. */
class SpecTab extends Element {
  static properties = { job: { attribute: false }, resolved: { state: true } };

  render() {
    const spec = this.resolved ? this.job.resolved_spec : this.job.spec;
    const text = specText(spec);
    return html`<section class="card"><div class="card-head"><h2 class="visually-hidden">Spec</h2>
      <div class="segments" role="group" aria-label="Which spec"><button type="button" aria-pressed=${!this.resolved} @click=${() => { this.resolved = false; }}>As sent</button>
        <button type="button" aria-pressed=${Boolean(this.resolved)} @click=${() => { this.resolved = true; }}>With every default</button></div>
      <div class="row push"><button type="button" class="button small" @click=${() => copy(text, 'JSON')}>${icons.copy}JSON</button>
        <button type="button" class="button small" @click=${() => copy(curl(spec) + absolute('jobs'), 'curl')}>${icons.copy}curl</button>
        <a class="button small" href="${to('new')}?from=${this.job.id}">${icons.plus}New job like this</a></div></div>
      <pre class="code" tabindex="0" aria-label="The spec as JSON">${jsonText(text)}</pre>
      ${this.job.provenance ? html`<div class="card-head provenance-head"><h2>Made with</h2></div><pre class="code" tabindex="0" aria-label="Versions and data">${jsonText(JSON.stringify(this.job.provenance, null, 2))}</pre>` : ''}
    </section>`;
  }
}

define('ty-spec-tab', SpecTab);
