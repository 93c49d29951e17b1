package io.pilotage.load;

/**
 * How large a body may be.
 *
 * @param most bytes
 * @param multipart whether it may come as a form with files, which the server writes to the disk as
 *     it arrives
 * @param ownWords whether the route itself says that it is too much, in the words of its protocol
 */
record Allowance(long most, boolean multipart, boolean ownWords) {}
