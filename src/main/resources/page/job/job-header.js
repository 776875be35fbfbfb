import { html, nothing } from 'lit';
import { address } from '../core/api.js';
import { can, title } from '../core/jobs.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { badge, labels, time } from '../ui/parts.js';
import { cancel, deleteJob, pause, resume } from './actions.js';
import { editJob } from './edit-dialog.js';
import { forkJob } from './fork-dialog.js';

const ACTIONS = [
  ['pause', 'Pause', icons.pause, pause], ['resume', 'Resume', icons.play, resume], ['cancel', 'Cancel', icons.stop, cancel],
  ['fork', 'Fork', icons.fork, forkJob]];

const FORMATS = [
  ['dl4j', 'DeepLearning4J', 'zip for ModelSerializer'], ['onnx', 'ONNX', 'for ONNX Runtime, PyTorch, browsers'],
  ['bundle', 'Everything', 'both, with spec, metrics and classes']];

/** Name, state, and what can be done with the job right now. */
export const jobHeader = (job, changed) => html`
  <nav aria-label="Breadcrumb" class="crumbs small"><a href="#/">Jobs</a> <span aria-hidden="true">/</span> <span class="soft mono">${job.id}</span></nav>
  <div class="page-head job-head">
    <h1 class="clip" title=${title(job)}>${title(job)}</h1>${badge(job.status)}
    <button type="button" class="button quiet icon" aria-label="Change name, labels, notes" title="Change name, labels, notes" @click=${() => editJob(job, changed)}>${icons.pencil}</button>
    <div class="row push">${ACTIONS.filter(([action]) => can(job, action)).map(([, text, icon, run]) => html`
      <button type="button" class="button" @click=${() => run(job, changed)}>${icon}${text}</button>`)}
      ${job.best || job.progress.epoch > 0 ? downloads(job) : nothing}
      ${can(job, 'delete') ? html`<button type="button" class="button danger icon" aria-label="Delete" title="Delete" @click=${() => deleteJob(job)}>${icons.trash}</button>` : nothing}
    </div>
    <div class="job-about small soft">${labels(job.labels)}<span>created ${time(job.created_at)}</span>
      ${job.parent_id ? html`<span>forked from <a href=${to('jobs', job.parent_id)}>${job.parent_id}</a></span>` : nothing}
      ${job.notes ? html`<p class="job-notes">${job.notes}</p>` : nothing}</div>
  </div>`;

const downloads = job => html`<details class="menu" @focusout=${closeMenu}>
  <summary class="button" role="button">${icons.download}Model</summary>
  <div class="menu-list">${FORMATS.map(([format, name, hint]) => html`
    <a href=${address(`jobs/${job.id}/model?format=${format}`)} download><span>${name}</span><span class="hint">${hint}</span></a>`)}</div>
</details>`;

function closeMenu(event) {
  if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
}
