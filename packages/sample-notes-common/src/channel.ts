import { Note } from './model';

/** Topic of the events service on which every record of notes is published, as a CloudEvent. */
export const NOTE_EVENT_TOPIC = 'countersign.sample-note';

/** Channel of the signals service that tells pages to fetch this note again; its name is known to who may read it. */
export const noteSignalChannel = ({ id }: Pick<Note, 'id'>) =>
  `sample-notes:note:${id}`;
