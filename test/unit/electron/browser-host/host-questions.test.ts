import { beforeEach, describe, expect, it } from 'vitest';
import {
  HostQuestions,
  type HostQuestion,
} from '../../../../electron/browser-host/host-questions.ts';
import { pickedFileIdSchema } from '../../../../shared/lib/ids.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';

const question = { title: 'Disable?', detail: 'Final.', verb: 'Disable' };

let announced: HostQuestion[];
let questions: HostQuestions;

const idOfLast = (): string => announced.at(-1)?.id ?? '';

beforeEach(() => {
  announced = [];
  questions = new HostQuestions({
    ids: new FakeIdSource(),
    announce: (asked) => announced.push(asked),
  });
});

describe('a question of the host', () => {
  it.each([
    [true, true],
    [false, false],
    [null, false],
    ['yes', false],
  ])('answered with %j means %j', async (answer, meaning) => {
    const asking = questions.ask(question);
    expect(questions.answer(idOfLast(), answer)).toBe(true);
    expect(await asking).toBe(meaning);
  });

  it('is answered once, by its own id, and several may stand at the same time', async () => {
    const first = questions.ask(question);
    const firstId = idOfLast();
    const second = questions.ask({ ...question, title: 'Forget?' });
    expect(questions.unanswered().map(({ title }) => title)).toEqual(['Disable?', 'Forget?']);
    expect(questions.answer('no such id', true)).toBe(false);
    expect(questions.answer(idOfLast(), true)).toBe(true);
    expect(await second).toBe(true);
    expect(questions.answer(firstId, false)).toBe(true);
    expect(questions.answer(firstId, true)).toBe(false);
    expect(await first).toBe(false);
    expect(questions.unanswered()).toEqual([]);
  });
});

describe('a picked file', () => {
  it.each([['relative.txt'], ['../up.txt'], [''], ['/tmp/a\0b'], [true], [null]])(
    'is none when the answer is %j',
    async (answer) => {
      const picking = questions.pickSave({ title: 'Export', suggestedName: 'a.txt' });
      questions.answer(idOfLast(), answer);
      expect(await picking).toBeNull();
    },
  );

  it('is known by an id that nobody can guess a path from', async () => {
    const picking = questions.pickSave({ title: 'Export', suggestedName: 'a.txt' });
    questions.answer(idOfLast(), '/home/dev/secret-folder/a.txt');
    const picked = await picking;
    expect(picked?.fileName).toBe('a.txt');
    expect(JSON.stringify(picked)).not.toContain('secret-folder');
    const other = pickedFileIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(questions.resolve(other)).toBeNull();
  });

  it.each<[boolean, string | boolean | null, string[]]>([
    [false, '/home/dev/.env', ['/home/dev/.env']],
    [false, '/home/dev/a\nb', ['/home/dev/a\nb']],
    [true, '/home/dev/.env\r\n\n/srv/app/.env\n', ['/home/dev/.env', '/srv/app/.env']],
    [true, '/home/dev/.env\n/home/dev/.env', ['/home/dev/.env']],
    [true, '/home/dev/.env\nrelative/.env', []],
    [true, '/home/dev/.env\n/tmp/a\0b', []],
    [false, 'relative', []],
    [true, '', []],
    [true, null, []],
    [true, true, []],
  ])('to open, several: %s, is what %j names', async (many, answer, paths) => {
    const picking = questions.pickOpen({ title: 'Choose', many });
    expect(announced.at(-1)).toMatchObject({ kind: 'pick-open', title: 'Choose', many });
    questions.answer(idOfLast(), answer);
    const picked = await picking;
    expect(JSON.stringify(picked)).not.toContain('/');
    expect(picked.map(({ fileId }) => questions.resolve(fileId)?.path)).toEqual(paths);
  });
});
