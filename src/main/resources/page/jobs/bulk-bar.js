import { html, nothing } from 'lit';
import { post } from '../core/api.js';
import * as format from '../core/format.js';
import { can } from '../core/jobs.js';
import { confirm } from '../ui/dialog.js';
import { icons } from '../ui/icons.js';
import { toast } from '../ui/toast.js';

const COMPARED_AT_MOST = 10;
const ACTIONS = [
  ['pause', 'Pause', icons.pause], ['resume', 'Resume', icons.play], ['cancel', 'Cancel', icons.stop], ['delete', 'Delete', icons.trash]];

/** What can be done with the selected jobs; `done(ids)` is called afterwards with those that it was done to. */
export function bulkBar(selected, { clear, done }) {
  if (!selected.length) return nothing;
  return html`<div class="bulk-bar" role="region" aria-label="Selected jobs">
    <span class="strong">${selected.length} selected</span>
    <a class="button" href="#/compare?ids=${selected.slice(0, COMPARED_AT_MOST).map(job => job.id).join(',')}"
      title=${selected.length > COMPARED_AT_MOST ? `The first ${COMPARED_AT_MOST}` : nothing}>${icons.curves}Compare</a>
    ${ACTIONS.map(([action, text, icon]) => button(action, text, icon, selected.filter(job => can(job, action)), done))}
    <button type="button" class="button quiet icon" aria-label="Select none" @click=${clear}>${icons.close}</button>
  </div>`;
}

function button(action, text, icon, jobs, done) {
  if (!jobs.length) return nothing;
  return html`<button type="button" class="button ${action === 'delete' ? 'danger' : ''}" @click=${() => run(action, text, jobs, done)}>
    ${icon}<span>${text}</span><span class="count">${jobs.length}</span></button>`;
}

const ASKED = {
  cancel: 'They stop at once; what they have learned so far stays.',
  delete: 'Their metrics, checkpoints and models go with them. This cannot be taken back.',
};

async function run(action, text, jobs, done) {
  const what = format.many(jobs.length, 'job');
  if (ASKED[action] && !await confirm(`${text} ${what}?`, ASKED[action], `${text} ${what}`)) return;
  try {
    const { data } = await post('jobs/batch', { action, ids: jobs.map(job => job.id) });
    const refused = data.filter(item => item.problem);
    toast(refused.length ? `${refused.length} of ${what}: ${refused[0].problem.detail}` : `${text}: ${what}.`);
    done(data.filter(item => !item.problem).map(item => item.id), action);
  } catch (error) {
    toast(error.message);
  }
}
