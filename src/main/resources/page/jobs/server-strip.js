import { html, nothing } from 'lit';
import * as format from '../core/format.js';
import { title } from '../core/jobs.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { progressBar, skeleton } from '../ui/parts.js';

const QUEUE_SHOWN = 3;

/** The devices with what they run, and the queue in its order. @param running jobs by id */
export const serverStrip = (devices, queue, running) => html`
  <section class="server-strip" aria-label="Devices and queue">
    ${devices === null ? html`<div class="card device">${skeleton('60%')}${skeleton('40%')}</div>`
      : devices.length ? devices.map(device => deviceCard(device, running.get(device.job_id))) : noDevice}
    ${queue === null ? html`<div class="card device">${skeleton('30%')}${skeleton('70%')}</div>` : queueCard(queue)}
  </section>`;

const noDevice = html`<article class="card device"><div class="device-head">${icons.chip}<span class="strong">No device</span></div>
  <p class="soft small">This server takes jobs but does not train them: no worker runs here.</p></article>`;

function deviceCard(device, job) {
  const state = !device.usable ? ['warn', 'not usable'] : device.job_id ? ['busy', 'busy'] : ['good', 'free'];
  return html`<article class="card device tone-${state[0]}">
    <div class="device-head">${icons.chip}<span class="strong clip" title=${device.name}>${device.name}</span><span class="device-state">${state[1]}</span></div>
    <div class="device-memory soft small">${device.id} · ${format.bytes(device.memory_bytes)} memory${device.compute_capability ? ` · ${device.compute_capability}` : ''}</div>
    ${device.usable ? work(device, job) : html`<p class="soft small">${device.reason}</p>`}
  </article>`;
}

function work(device, job) {
  if (!device.job_id) return html`<div class="device-work soft small">Takes the next job of the queue.</div>`;
  if (!job) return html`<div class="device-work small"><a href=${to('jobs', device.job_id)}>${device.job_id}</a></div>`;
  const { epoch, epochs, fraction, images_per_second: speed, estimated_finish: finish } = job.progress;
  return html`<div class="device-work small">
    <div class="row"><a class="clip" href=${to('jobs', job.id)}>${title(job)}</a><span class="push soft">epoch ${Math.min(epoch + 1, epochs)}/${epochs}</span></div>
    ${progressBar(fraction, `Progress of ${title(job)}`)}
    <div class="row soft"><span>${format.speed(speed)} images/s</span>${finish ? html`<span class="push">${format.until(finish)} left</span>` : nothing}</div>
  </div>`;
}

function queueCard(queue) {
  const rest = queue.length - QUEUE_SHOWN;
  return html`<article class="card device queue">
    <div class="device-head">${icons.queued}<span class="strong">Queue</span><span class="device-state">${queue.length ? format.many(queue.length, 'job') : 'empty'}</span></div>
    ${queue.length ? html`<ol class="queue-list small">${queue.slice(0, QUEUE_SHOWN).map(entry)}</ol>
      ${rest > 0 ? html`<a class="small" href="#/?show=waiting">and ${rest} more</a>` : nothing}`
      : html`<div class="soft small">Nothing waits.</div>`}
  </article>`;
}

const entry = item => html`<li><span class="queue-number">${item.position}</span><a class="clip" href=${to('jobs', item.job_id)}>${item.name || item.job_id}</a>
  ${item.priority ? html`<span class="chip" title="Higher runs sooner">priority ${item.priority}</span>` : nothing}</li>`;
