import { html } from 'lit';
import { getIfReady, post } from '../core/api.js';
import { title } from '../core/jobs.js';
import { go, to } from '../core/router.js';
import { dialog } from '../ui/dialog.js';
import { problemList } from '../ui/problems.js';

/** Starts another job from a checkpoint of this one, with other settings. @param chosen a checkpoint's id, or best, or last */
export async function forkJob(job, changed, chosen = 'best') {
  const checkpoints = (await getIfReady(`jobs/${job.id}/checkpoints`))?.data ?? [];
  let problem = null;
  const submit = async (event, close, draw) => {
    try {
      close(await post(`jobs/${job.id}/fork`, read(new FormData(event.target.closest('form')))));
    } catch (error) {
      problem = error;
      draw();
    }
  };
  const fork = await dialog({
    title: `Fork ${title(job)}`,
    body: () => fields(job, checkpoints, chosen, problem),
    foot: (close, draw) => html`<button type="button" class="button" @click=${() => close()}>Leave it</button>
      <button type="submit" class="button primary" @click=${event => submit(event, close, draw)}>Start the fork</button>`,
  });
  if (fork) go(to('jobs', fork.id));
}

const fields = (job, checkpoints, chosen, problem) => html`
  ${problemList(problem)}
  <p class="soft">A new job goes on from a checkpoint of this one. What you leave as it is comes from its spec.</p>
  <label class="label">Name<input class="field" name="name" .value=${`${title(job)} (fork)`}></label>
  <label class="label">Checkpoint<select class="select" name="checkpoint">
    <option value="best" ?selected=${chosen === 'best'}>The best</option><option value="last" ?selected=${chosen === 'last'}>The last</option>
    ${checkpoints.map(checkpoint => html`<option value=${checkpoint.id} ?selected=${chosen === checkpoint.id}>Epoch ${checkpoint.epoch} (${checkpoint.id})</option>`)}
  </select></label>
  <div class="fork-numbers">
    <label class="label">Epochs in all<input class="field" name="epochs" type="number" min="1" .value=${String(job.resolved_spec.training.epochs)}></label>
    <label class="label">Learning rate<input class="field" name="learning_rate" inputmode="decimal" .value=${String(job.resolved_spec.optimizer.learning_rate)}></label>
  </div>
  <label class="check"><input type="checkbox" name="reset_optimizer"> Start with a fresh optimizer</label>
  <label class="label">Other changes<textarea class="field mono" name="overrides" rows="3" placeholder='{"loss": {"label_smoothing": 0.1}}'></textarea>
    <span class="hint">JSON that is laid over the spec (RFC 7396).</span></label>`;

function read(form) {
  const more = form.get('overrides').trim() ? JSON.parse(form.get('overrides')) : {};
  return {
    checkpoint: form.get('checkpoint'),
    reset_optimizer: form.has('reset_optimizer'),
    overrides: {
      ...more,
      name: form.get('name'),
      training: { ...more.training, epochs: Number(form.get('epochs')) },
      optimizer: { ...more.optimizer, learning_rate: Number(form.get('learning_rate')) },
    },
  };
}
