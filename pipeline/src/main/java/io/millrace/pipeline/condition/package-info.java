/**
 * Conditions: a small expression language. Text is cut into tokens, tokens become a tree, and the tree is evaluated with
 * the values of a run. A <code>{{reference}}</code> is an operand of the tree: its value is looked at only when the tree
 * is evaluated and can never change the tree.
 */
@NullMarked
package io.millrace.pipeline.condition;

import org.jspecify.annotations.NullMarked;
