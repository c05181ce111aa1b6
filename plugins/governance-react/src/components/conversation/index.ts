export { CommentBox } from './CommentBox';
export { Followers } from './Followers';
