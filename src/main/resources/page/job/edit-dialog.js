import { html } from 'lit';
import { patch } from '../core/api.js';
import { dialog } from '../ui/dialog.js';
import { problemList } from '../ui/problems.js';

/** Name, labels, notes and, while it waits, the priority. */
export async function editJob(job, changed) {
  let problem = null;
  const waits = ['queued', 'paused'].includes(job.status);
  const body = () => html`
    ${problemList(problem)}
    <label class="label">Name<input class="field" name="name" maxlength="200" .value=${job.name ?? ''} autofocus></label>
    <label class="label">Labels<textarea class="field" name="labels" rows="3" placeholder="course: week3" .value=${text(job.labels)}></textarea>
      <span class="hint">One on a line, as in “course: week3”.</span></label>
    <label class="label">Notes<textarea class="field" name="notes" rows="4" .value=${job.notes ?? ''}></textarea>
      <span class="hint">What you expect, what you saw, what to try next.</span></label>
    ${waits ? html`<label class="label">Priority<input class="field" name="priority" type="number" step="1" .value=${String(job.priority)}>
      <span class="hint">A higher one runs sooner.</span></label>` : ''}`;
  const save = async (event, close, draw) => {
    try {
      await patch(`jobs/${job.id}`, read(new FormData(event.target.closest('form')), job, waits));
      close(true);
    } catch (error) {
      problem = error;
      draw();
    }
  };
  const saved = await dialog({
    title: 'About this job',
    body,
    foot: (close, draw) => html`<button type="button" class="button" @click=${() => close(false)}>Leave it</button>
      <button type="submit" class="button primary" @click=${event => save(event, close, draw)}>Save</button>`,
  });
  if (saved) changed();
}

const text = labels => Object.entries(labels ?? {}).map(([key, value]) => `${key}: ${value}`).join('\n');

/** A merge patch: labels that are gone are null. */
function read(form, job, waits) {
  const labels = Object.fromEntries(Object.keys(job.labels ?? {}).map(key => [key, null]));
  for (const line of form.get('labels').split('\n').map(each => each.trim()).filter(Boolean)) {
    const [key, ...value] = line.split(':');
    labels[key.trim()] = value.join(':').trim();
  }
  const change = { name: form.get('name') || null, labels, notes: form.get('notes') };
  return waits ? { ...change, priority: Number(form.get('priority')) } : change;
}
