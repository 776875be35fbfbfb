/**
 * The exponential moving average, corrected for its start, as in TensorBoard.
 *
 * @param weight of what was before, 0 (as it is) to below 1
 */
export function smooth(values, weight) {
  if (!weight) return values;
  let average = 0;
  let seen = 0;
  return values.map(value => {
    if (value === null || value === undefined) return null;
    average = average * weight + (1 - weight) * value;
    seen++;
    return average / (1 - weight ** seen);
  });
}
