import { post, remove } from '../core/api.js';
import { title } from '../core/jobs.js';
import { go } from '../core/router.js';
import { confirm } from '../ui/dialog.js';
import { toast } from '../ui/toast.js';

async function act(job, verb, changed) {
  try {
    await post(`jobs/${job.id}/${verb}`);
  } catch (error) {
    toast(error.message);
  }
  changed();
}

export const pause = (job, changed) => act(job, 'pause', changed);
export const resume = (job, changed) => act(job, 'resume', changed);

export async function cancel(job, changed) {
  if (await confirm(`Cancel ${title(job)}?`, 'It stops at once. What it has learned so far stays, with its curves and checkpoints.', 'Cancel the job')) {
    await act(job, 'cancel', changed);
  }
}

export async function deleteJob(job) {
  if (!await confirm(`Delete ${title(job)}?`, 'Its metrics, checkpoints and models go with it. This cannot be taken back.', 'Delete the job')) return;
  try {
    await remove(`jobs/${job.id}`);
    go('#/');
    toast(`${title(job)} is deleted.`);
  } catch (error) {
    toast(error.message);
  }
}
