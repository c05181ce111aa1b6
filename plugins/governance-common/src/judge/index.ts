export * from './caller';
export * from './refusal';
export * from './schemas';
export * from './wrongFields';
export * from './schemas';
