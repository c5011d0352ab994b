import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { type Filter, type FilterName, isAttributeBad, NO_FILTER, usedFilters } from '../model/filter.js';

interface FilterBarProps {
  readonly filter: Filter;
  readonly services: readonly string[];
  readonly onChange: (filter: Filter) => void;
  /** Leads from a field to the list. */
  readonly onLeave: () => void;
}

const TEXTS: readonly (readonly [name: FilterName, label: string, example: string])[] = [
  ['path', 'Path', '/orders'],
  ['duration', 'At least ms', '100'],
  ['text', 'Text of a line', 'timeout'],
  ['attribute', 'Attribute or variable', 'tenant=acme'],
  ['id', 'Id', '4bf92f…'],
];

const STATUSES = [
  ['', 'any'],
  ['error', 'failed'],
  ['5xx', '5xx'],
  ['4xx', '4xx'],
  ['3xx', '3xx'],
  ['2xx', '2xx'],
] as const;

const STATES = [
  ['', 'any'],
  ['running', 'in flight'],
  ['ended', 'ended'],
  ['lost', 'lost'],
] as const;

const KINDS = [
  ['', 'any'],
  ...['request', 'websocket', 'job', 'message', 'trace'].map((kind) => [kind, kind] as const),
] as const;

/** What the list is filtered by, in one bar. */
export function FilterBar({ filter, services, onChange, onLeave }: FilterBarProps): JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  const used = usedFilters(filter).length;
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key !== 'Enter' && event.key !== 'ArrowDown') || event.isComposing) return;
    event.preventDefault();
    onLeave();
  };
  const isBad = isAttributeBad(filter);
  const set = (name: FilterName, value: string): void => onChange({ ...filter, [name]: value });
  const input = ([name, label, example]: (typeof TEXTS)[number]): JSX.Element => (
    <label class={`field field-${name}${filter[name] === '' ? '' : ' used'}`} key={name}>
      <span>{label}</span>
      <input
        type="text"
        id={`filter-${name}`}
        inputMode={name === 'duration' ? 'numeric' : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={example}
        value={filter[name]}
        aria-invalid={name === 'attribute' && isBad}
        aria-describedby={name === 'attribute' && isBad ? 'bad-attribute' : undefined}
        onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => set(name, currentTarget.value)}
      />
    </label>
  );
  const select = (name: FilterName, label: string, options: readonly (readonly [string, string])[]): JSX.Element => (
    <label class={`field field-${name}${filter[name] === '' ? '' : ' used'}`} key={name}>
      <span>{label}</span>
      <select value={filter[name]} onChange={({ currentTarget }) => set(name, currentTarget.value)}>
        {options.map(([value, text]) => (
          <option value={value} key={value}>
            {text}
          </option>
        ))}
        {options.every(([value]) => value !== filter[name]) && <option value={filter[name]}>{filter[name]}</option>}
      </select>
    </label>
  );
  const [path, ...texts] = TEXTS.map(input);
  return (
    <form class={`filters${isOpen ? ' all' : ''}`} role="search" onSubmit={(event) => event.preventDefault()}>
      {path}
      {select('status', 'Status', STATUSES)}
      <button type="button" class="button more" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        More filters
      </button>
      {texts}
      {isBad && (
        <span id="bad-attribute" role="status" class="bad-text">
          Attribute or variable: write name=value
        </span>
      )}
      {select('state', 'State', STATES)}
      {select('kind', 'Kind', KINDS)}
      {services.length > 1 &&
        select('service', 'Service', [['', 'any'], ...services.map((name) => [name, name] as const)])}
      {used > 0 && (
        <button type="button" class="button" onClick={() => onChange(NO_FILTER)}>
          Clear {used === 1 ? 'the filter' : `${used} filters`}
        </button>
      )}
    </form>
  );
}
