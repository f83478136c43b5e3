@NullMarked
package io.millrace.cli.view;

import org.jspecify.annotations.NullMarked;
