// A text becomes a secret only where that is said.
// expect: conversion from 'std::string'.* to (non-scalar type )?'b24pull::secret'
#include <b24pull/secret.hpp>

#include <string>

b24pull::secret keep(std::string text) {
    b24pull::secret token = text;
    return token;
}
