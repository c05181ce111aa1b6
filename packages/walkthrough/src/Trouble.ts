/** Something that whoever started the walkthrough can do something about: told as one line, without a stack. */
export class Trouble extends Error {
  name = 'Trouble';
}
