import { get, post } from '../core/api.js';

/**
 * How fast this server has trained so far, in FLOP/s: the median over its latest runs. Beside forward FLOPs, a step spends
 * about twice as many on the gradients.
 */
const RUNS = 5;
const STEPS_TO_FORWARD = 3;

export async function measuredSpeed() {
  const { data } = await get(`jobs?status=succeeded,running&limit=${RUNS}`);
  const speeds = await Promise.all(data.filter(job => job.progress.images_per_second).map(async job => {
    const { total_flops: flops } = await post('jobs/validate', job.spec);
    return flops ? STEPS_TO_FORWARD * flops * job.progress.images_per_second : null;
  }));
  const known = speeds.filter(Boolean).sort((a, b) => a - b);
  return known.length ? { flops: known[Math.floor(known.length / 2)], runs: known.length } : null;
}

/** Seconds for all epochs, from the images that train and the speed; null where either is not known. */
export function seconds(validation, dataset, speed) {
  const spec = validation.resolved_spec;
  if (!speed || !dataset || !validation.total_flops) return null;
  const images = spec.dataset.train_limit ?? dataset.train_examples;
  const trained = Math.min(images, dataset.train_examples) * (1 - (spec.dataset.validation_fraction ?? 0));
  return spec.training.epochs * trained * STEPS_TO_FORWARD * validation.total_flops / speed.flops;
}
