import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Age } from '../../../../renderer/ui/age.tsx';
import { Banner } from '../../../../renderer/ui/banner.tsx';
import { DiffLines } from '../../../../renderer/ui/diff-lines.tsx';
import { ProgressBar } from '../../../../renderer/ui/progress-bar.tsx';
import { StatusMark } from '../../../../renderer/ui/status-mark.tsx';
import { StepList } from '../../../../renderer/ui/step-list.tsx';

const words = (html: string) =>
  html
    .replace(/<[^>]+>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

describe('what the parts say without colour', () => {
  it('gives every status its own shape and its word', () => {
    const drawn = (['active', 'ended', 'attention', 'unknown'] as const).map((status) =>
      renderToStaticMarkup(<StatusMark status={status} word={`is ${status}`} />),
    );
    expect(drawn.map(words)).toEqual(['is active', 'is ended', 'is attention', 'is unknown']);
    const shapes = drawn.map((html) => /<svg[^>]*>(.*)<\/svg>/u.exec(html)?.[1] ?? '');
    expect(new Set(shapes).size).toBe(4);
    expect(shapes).not.toContain('');
  });

  it('keeps the word of a status for screen readers when only the shape is drawn', () => {
    const html = renderToStaticMarkup(<StatusMark status="ended" word="disabled" isWordHidden />);
    expect(html).toContain('<span class="visually-hidden">disabled</span>');
  });

  it('says added and removed in a diff, and folds what did not change', () => {
    const html = renderToStaticMarkup(
      <DiffLines
        label="Changes"
        lines={[
          { kind: 'added', text: 'publish on chat:*' },
          { kind: 'unchanged', text: 'one' },
          { kind: 'unchanged', text: 'two' },
          { kind: 'unchanged', text: 'three' },
          { kind: 'removed', text: 'history\u202E on *' },
        ]}
      />,
    );
    expect(words(html)).toBe(
      '+ Added: publish on chat:* Show 3 unchanged lines − Removed: history⟨U+202E⟩ on *',
    );
    expect(html).toContain('aria-expanded="false"');
  });

  it('marks exactly the step one is at', () => {
    const html = renderToStaticMarkup(
      <StepList
        label="Rotation steps"
        steps={[
          { id: 'a', label: 'Create', state: 'done' },
          { id: 'b', label: 'Verify', state: 'attention' },
          { id: 'c', label: 'Retire', state: 'waiting' },
        ]}
      />,
    );
    expect(html.match(/aria-current="step"/gu)).toHaveLength(1);
    expect(words(html)).toBe('Create , done ! Verify , needs attention 3 Retire , not yet');
  });

  it('gives the exact time to the pointer and to screen readers', () => {
    const html = renderToStaticMarkup(
      <Age ageText="412 d" exactText="12 March 2025, 09:41" instant="2025-03-12T09:41:00.000Z" />,
    );
    expect(html).toContain('title="12 March 2025, 09:41"');
    expect(html).toContain('dateTime="2025-03-12T09:41:00.000Z"');
    expect(words(html)).toBe('412 d , 12 March 2025, 09:41');
  });

  it('interrupts for a danger that appears, speaks politely otherwise, is silent on the page', () => {
    const role = (html: string) => /role="(\w+)"/u.exec(html)?.[1];
    expect(role(renderToStaticMarkup(<Banner tone="danger" isAnnounced title="x" />))).toBe(
      'alert',
    );
    expect(role(renderToStaticMarkup(<Banner tone="info" isAnnounced title="x" />))).toBe('status');
    expect(role(renderToStaticMarkup(<Banner tone="danger" title="x" />))).toBeUndefined();
  });

  it('claims a share only where the total is known', () => {
    const known = renderToStaticMarkup(
      <ProgressBar label="Reading keys" value={12} total={40} valueText="12 of 40 pages" />,
    );
    expect(known).toContain('aria-valuetext="12 of 40 pages"');
    expect(known).toContain('aria-valuenow="12"');
    const unknown = renderToStaticMarkup(
      <ProgressBar label="Reading keys" value={12} total={null} valueText="12 pages so far" />,
    );
    expect(unknown).not.toContain('aria-valuenow');
    expect(words(unknown)).toContain('12 pages so far');
  });
});
