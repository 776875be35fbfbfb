/** The list's filters, as they stand in the page's address, and what they ask of the server. */
const PAGE = 50;
const FIELDS = 'id,name,labels,status,stop_reason,allowed_actions,queue_position,priority,device,progress,best,result,error,'
  + 'spec,sparkline,created_at,started_at,finished_at';

export const GROUPS = [
  ['', 'All', []],
  ['running', 'Running', ['running', 'pausing', 'cancelling']],
  ['waiting', 'Waiting', ['queued', 'paused']],
  ['succeeded', 'Succeeded', ['succeeded']],
  ['failed', 'Failed', ['failed']],
  ['cancelled', 'Cancelled', ['cancelled']],
];

export function read(query) {
  return {
    group: query.get('show') ?? '',
    text: query.get('q') ?? '',
    labels: query.getAll('label'),
    sort: query.get('sort') ?? '-created_at',
  };
}

export function write(filters) {
  const query = new URLSearchParams();
  if (filters.group) query.set('show', filters.group);
  if (filters.text) query.set('q', filters.text);
  filters.labels.forEach(label => query.append('label', label));
  if (filters.sort !== '-created_at') query.set('sort', filters.sort);
  return query;
}

export const isFiltered = filters => Boolean(filters.group || filters.text || filters.labels.length);

/** @param after the `next` of the page before, or null */
export function path(filters, after) {
  const query = new URLSearchParams({ limit: PAGE, sort: filters.sort, fields: FIELDS });
  const [, , statuses] = GROUPS.find(([group]) => group === filters.group) ?? GROUPS[0];
  if (statuses.length) query.set('status', statuses.join(','));
  if (filters.text) query.set('q', filters.text);
  filters.labels.forEach(label => query.append('label', label));
  if (after) query.set('after', after);
  return `jobs?${query}`;
}
