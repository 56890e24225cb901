// Package inorder puts lists in one order, so that nothing that is weighed depends on the order in which a map gives
// its members.
package inorder
