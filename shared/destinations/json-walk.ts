/** Names in objects and positions in lists, from the outside in. */
export type JsonPath = readonly (string | number)[];

export interface JsonVisitor {
  /** A value and where it stands; `path` changes after the call. */
  value(path: JsonPath, place: { start: number; end: number; isText: boolean }): void;
  /** A name that its object has already. */
  repeatedName(path: JsonPath): void;
}

const MAX_DEPTH = 64;

/** An object or a list that is not closed yet; the last segment of the path is of the innermost. */
interface Frame {
  /** Null in a list. */
  readonly names: Set<string> | null;
  isNameNext: boolean;
}

/** Goes through a JSON text of bytes that `JSON.parse` accepts, which tells no positions. */
export class JsonWalk {
  private readonly text: string;
  private readonly nameOf: (quoted: string) => string;
  private readonly visitor: JsonVisitor;
  private readonly frames: Frame[] = [];
  private readonly path: (string | number)[] = [];

  constructor(text: string, nameOf: (quoted: string) => string, visitor: JsonVisitor) {
    this.text = text;
    this.nameOf = nameOf;
    this.visitor = visitor;
  }

  /** False when the values are nested too deeply. */
  run(start: number): boolean {
    let position = start;
    while (position < this.text.length) {
      const end = this.endOfToken(position);
      if (!this.take(position, end)) return false;
      position = end;
    }
    return true;
  }

  private take(start: number, end: number): boolean {
    const character = this.text.charAt(start);
    switch (character) {
      case '{':
      case '[':
        this.visitor.value(this.path, { start, end, isText: false });
        return this.open(character === '[');
      case '}':
      case ']':
        this.frames.pop();
        this.path.pop();
        return true;
      case ',':
        this.stepOn();
        return true;
      case '"':
        if (this.frames.at(-1)?.isNameNext === true) this.takeName(this.text.slice(start, end));
        else this.visitor.value(this.path, { start, end, isText: true });
        return true;
      case ':':
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        return true;
      default:
        this.visitor.value(this.path, { start, end, isText: false });
        return true;
    }
  }

  private open(isList: boolean): boolean {
    if (this.frames.length === MAX_DEPTH) return false;
    this.frames.push({ names: isList ? null : new Set(), isNameNext: !isList });
    this.path.push(isList ? 0 : '');
    return true;
  }

  private stepOn(): void {
    const frame = this.frames.at(-1);
    const position = this.path.at(-1);
    if (typeof position === 'number') this.path[this.path.length - 1] = position + 1;
    else if (frame !== undefined) frame.isNameNext = true;
  }

  private takeName(quoted: string): void {
    const frame = this.frames.at(-1);
    if (frame?.names == null) return;
    const name = this.nameOf(quoted);
    this.path[this.path.length - 1] = name;
    frame.isNameNext = false;
    if (frame.names.has(name)) this.visitor.repeatedName(this.path);
    frame.names.add(name);
  }

  private endOfToken(start: number): number {
    const { text } = this;
    const character = text.charAt(start);
    if (character === '"') return endOfString(text, start);
    if ('{}[],: \t\r\n'.includes(character)) return start + 1;
    let end = start + 1;
    while (end < text.length && /[\w.+-]/.test(text.charAt(end))) end += 1;
    return end;
  }
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index + 1;
}
